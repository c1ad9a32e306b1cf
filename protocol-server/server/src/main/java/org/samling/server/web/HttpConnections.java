package org.samling.server.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.HttpSettings.Limits;
import org.samling.library.network.AddressRange;
import org.samling.server.tcp.Refusal;
import org.samling.server.tcp.Refusals;

/**
 * The connections of an HTTP listener: how many there may be, in all and from one address, and how
 * long a request may take to arrive on them.
 *
 * <p>Safe for use by many threads.
 */
final class HttpConnections {

  /** How long a connection may wait for a further request, with its header. */
  private static final Duration KEPT_ALIVE = Duration.ofSeconds(60);

  private final Limits limits;
  private final TrustedProxies proxies;
  private final Refusals refusals;
  private final Map<HttpConnection, Open> open = new ConcurrentHashMap<>();
  private final Map<InetAddress, Integer> ofAddress = new ConcurrentHashMap<>();

  HttpConnections(Limits limits, TrustedProxies proxies, Refusals refusals) {
    this.limits = limits;
    this.proxies = proxies;
    this.refusals = refusals;
  }

  /** A connection. Its fields are the event loop's and the watch's, which may see them late. */
  private static final class Open {

    private final Set<Arrival> arrivals = ConcurrentHashMap.newKeySet();
    private volatile long idleSince = System.nanoTime();
    private volatile boolean hasAsked;

    void begin(Arrival arrival) {
      hasAsked = true;
      arrivals.add(arrival);
    }

    /** Whether it has waited for longer than it may. */
    boolean isTooIdle(Limits limits) {
      if (arrivals.removeIf(Arrival::isOver)) {
        idleSince = System.nanoTime();
      }
      return arrivals.isEmpty()
          && System.nanoTime() - idleSince > (hasAsked ? KEPT_ALIVE : limits.header()).toNanos();
    }
  }

  /** How many there are. */
  int size() {
    return open.size();
  }

  /** Takes a new connection, or closes it. Called on its event loop. */
  void take(HttpConnection connection) {
    var sender = connection.remoteAddress(true);
    var caller = connection.remoteAddress();
    if (sender == null || caller == null) {
      connection.close(); // it has gone already
      return;
    }
    var isProxy = proxies.isOne(TrustedProxies.literal(sender));
    var from = TrustedProxies.literal(caller);
    if (proxies.announceConnections() && !isProxy) {
      refuse(
          connection,
          Refusal.NOT_A_PROXY,
          from,
          "does not come from a proxy, and \"http.proxy-header\" requires one: connect through the"
              + " proxy, or add the address to \"http.proxies\" if it is one");
    } else if (open.size() >= limits.connections()) {
      refuse(
          connection,
          Refusal.CONNECTIONS,
          from,
          "exceeds the limit: %d are open; raise \"http.max-connections\" if they are yours"
              .formatted(limits.connections()));
    } else if (isProxy && from.equals(TrustedProxies.literal(sender))) {
      add(connection, null); // those who call through it share its address
    } else {
      var counted = AddressRange.counted(from);
      if (ofAddress.merge(counted, 1, Integer::sum) > limits.connectionsPerAddress()) {
        release(counted);
        refuse(
            connection,
            Refusal.CONNECTIONS_OF_ADDRESS,
            from,
            "exceeds the limit of its address, which has %d open: raise \"http.limits.connections-per-address\" if so many share it"
                .formatted(limits.connectionsPerAddress()));
      } else {
        add(connection, counted);
      }
    }
  }

  private void add(HttpConnection connection, @Nullable InetAddress counted) {
    open.put(connection, new Open());
    connection.closeHandler(_ -> {
      open.remove(connection);
      if (counted != null) {
        release(counted);
      }
    });
  }

  private void release(InetAddress counted) {
    ofAddress.computeIfPresent(counted, (_, count) -> count == 1 ? null : count - 1);
  }

  private void refuse(
      HttpConnection connection, Refusal refusal, InetAddress from, String sentence) {
    refusals.report(
        refusal, "an HTTP connection from %s %s".formatted(from.getHostAddress(), sentence));
    connection.close();
  }

  /**
   * Takes a request. Called on its event loop.
   *
   * @return where it comes from
   */
  RequestOrigin take(RoutingContext context) {
    var arrival = new Arrival(context);
    var connection = open.get(context.request().connection());
    if (connection != null) {
      connection.begin(arrival);
    }
    return proxies.origin(context.request());
  }

  /** Ends what has waited for too long; called every second or so. */
  void watch() {
    open.forEach((connection, state) -> {
      for (var arrival : state.arrivals) {
        if (arrival.isTooSlow(limits)) {
          refusals.count(Refusal.REQUEST_TIMEOUT);
          arrival.giveUp();
        }
      }
      if (state.isTooIdle(limits)) {
        if (!state.hasAsked) {
          refusals.count(Refusal.REQUEST_TIMEOUT);
        }
        connection.close();
      }
    });
  }
}
