package org.samling.server.web;

import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where a request comes from, as the connection or a trusted proxy says. All that goes by the
 * caller's address, or by whether the caller uses HTTPS, asks here.
 *
 * @param address the caller; its port is 0 where a proxy does not name it
 * @param isEncrypted whether the caller uses HTTPS
 */
record RequestOrigin(InetSocketAddress address, boolean isEncrypted) {

  private static final String KEY = RequestOrigin.class.getName();

  /** That of a request which {@link WebServer} has taken. */
  static RequestOrigin of(RoutingContext context) {
    return Objects.requireNonNull(context.get(KEY));
  }

  /** Keeps it with its request. */
  void keepWith(RoutingContext context) {
    context.put(KEY, this);
  }
}
