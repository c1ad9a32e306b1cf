package org.samling.server.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.HttpSettings;
import org.samling.library.config.HttpSettings.Header;
import org.samling.library.network.AddressRange;

/**
 * Finds out where requests come from. A header counts only where a trusted proxy sent it, and only
 * as far as trusted proxies wrote it: each adds whom it heard, at the end, so the list is read from
 * there, up to the first address that is no proxy's. What stands before that is the caller's word.
 */
final class TrustedProxies {

  /** A parameter of {@code Forwarded}: a token, or a quoted string (RFC 7239, section 4). */
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([^\\s;,\"]*))\\s*");

  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+)(?::[0-9]{1,5})?");

  private final List<AddressRange> networks;
  private final Header header;

  TrustedProxies(HttpSettings.Proxies proxies) {
    this.networks = proxies.networks();
    this.header = proxies.header();
  }

  /**
   * What a proxy says of whom it heard.
   *
   * @param caller the address, or null where that is none
   * @param isEncrypted whether by HTTPS; null where it does not say
   */
  private record Hop(@Nullable InetAddress caller, @Nullable Boolean isEncrypted) {}

  /** Whether an address is a proxy's. */
  boolean isOne(InetAddress address) {
    return AddressRange.anyContains(networks, address);
  }

  /** Whether connections begin with a PROXY header, so that only proxies may connect. */
  boolean announceConnections() {
    return header == Header.PROXY_PROTOCOL && !networks.isEmpty();
  }

  /** Where a request comes from. */
  RequestOrigin origin(HttpServerRequest request) {
    var sender = request.remoteAddress();
    var peer = literal(sender);
    var hops =
        isOne(peer)
            ? switch (header) {
              case X_FORWARDED_FOR -> forwardedFor(request);
              case FORWARDED -> forwarded(request);
              case PROXY_PROTOCOL -> List.<Hop>of();
            }
            : List.<Hop>of();
    var from = new InetSocketAddress(peer, Math.max(0, sender.port()));
    var isEncrypted = request.isSSL();
    for (var hop : hops.reversed()) {
      if (hop.isEncrypted() != null) {
        isEncrypted = hop.isEncrypted();
      }
      if (hop.caller() == null) {
        break;
      }
      from = new InetSocketAddress(hop.caller(), 0);
      if (!isOne(hop.caller())) {
        break;
      }
    }
    return new RequestOrigin(from, isEncrypted);
  }

  /** The address of a socket. */
  static InetAddress literal(SocketAddress address) {
    return InetAddress.ofLiteral(address.hostAddress());
  }

  private static List<Hop> forwardedFor(HttpServerRequest request) {
    var schemes = elements(request, "x-forwarded-proto").toList();
    var isEncrypted = schemes.isEmpty() ? null : isHttps(schemes.getLast());
    return elements(request, "x-forwarded-for")
        .map(one -> new Hop(address(one), isEncrypted))
        .toList();
  }

  private static List<Hop> forwarded(HttpServerRequest request) {
    return elements(request, "forwarded").map(TrustedProxies::hop).toList();
  }

  private static Stream<String> elements(HttpServerRequest request, String name) {
    return request.headers().getAll(name).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip);
  }

  private static Hop hop(String element) {
    InetAddress caller = null;
    Boolean isEncrypted = null;
    for (var parameter : element.split(";", -1)) {
      var found = PARAMETER.matcher(parameter);
      if (!found.matches()) {
        continue;
      }
      var value = found.group(2) == null ? found.group(3) : found.group(2);
      if (found.group(1).equalsIgnoreCase("for")) {
        caller = address(value);
      } else if (found.group(1).equalsIgnoreCase("proto")) {
        isEncrypted = isHttps(value);
      }
    }
    return new Hop(caller, isEncrypted);
  }

  private static boolean isHttps(String scheme) {
    return scheme.equalsIgnoreCase("https");
  }

  /** An address with or without a port; null for a name, "unknown", and what is no address. */
  private static @Nullable InetAddress address(String text) {
    var withPort = WITH_PORT.matcher(text);
    var literal =
        !withPort.matches()
            ? text
            : withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    try {
      return literal.indexOf('%') >= 0 ? null : InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
