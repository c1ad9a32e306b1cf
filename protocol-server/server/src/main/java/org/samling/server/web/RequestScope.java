package org.samling.server.web;

import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.CurrentRequest;
import org.samling.library.network.AddressRange;

/**
 * The scope of an HTTP request while it is answered, on any thread.
 *
 * @param traceparent the header of the trace that it is part of, or null
 * @param from the address, for limits by address
 */
record RequestScope(String id, @Nullable String traceparent, String from) {

  /** The scope of a request; call this on its event loop. */
  static RequestScope of(RoutingContext context) {
    return new RequestScope(
        RequestHeaders.id(context),
        context.request().getHeader("traceparent"),
        AddressRange.counted(address(context)).getHostAddress());
  }

  /** The caller's address. */
  static InetAddress address(RoutingContext context) {
    return RequestOrigin.of(context).address().getAddress();
  }

  /** Runs work for the request, on this thread. */
  void run(Runnable work) {
    CurrentRequest.<@Nullable Void, RuntimeException>by(
        id,
        traceparent,
        from,
        () -> {
          work.run();
          return null;
        });
  }
}
