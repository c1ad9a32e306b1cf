package org.samling.library.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration.Sandbox;
import org.samling.library.network.AddressRange;

/**
 * The listener for HTTP.
 *
 * @param tls whether it is HTTPS
 * @param port the TCP port, or 0 for any free one
 * @param host the address it listens on
 * @param clients a file with the certificates of those who issue clients' certificates, or null
 *     where clients are not asked for any
 * @param limits the limits of connections and of how long requests take to arrive
 * @param proxies who may name the address of a caller, and how
 * @param management the listener for metrics and health, or null where this one serves them
 * @param sandboxes the tenants in which the console may act as a machine
 * @param oidc the OpenID Connect provider for staff signing in to the console, or null if they use
 *     passwords only
 */
public record HttpSettings(
    boolean tls,
    int port,
    String host,
    @Nullable Path clients,
    Limits limits,
    Proxies proxies,
    @Nullable Management management,
    List<Sandbox> sandboxes,
    @Nullable OidcSettings oidc) {

  /** Copies the list. */
  public HttpSettings {
    sandboxes = List.copyOf(sandboxes);
  }

  /** The same limits and address for a demonstration: another port, sandboxes, and nothing else. */
  public HttpSettings demonstrating(int otherPort, List<Sandbox> others) {
    return new HttpSettings(
        false, otherPort, host, null, limits, proxies, management, others, null);
  }

  /**
   * The limits of connections and of how long requests take to arrive.
   *
   * @param connections how many connections there may be at once
   * @param connectionsPerAddress how many of them from one address
   * @param header how long a new connection may take until its first request has its whole header
   * @param body how long a body may take, besides what its bytes take at the slowest rate
   * @param bodyRate the slowest rate of a body, in bytes a second
   */
  public record Limits(
      int connections, int connectionsPerAddress, Duration header, Duration body, int bodyRate) {}

  /**
   * The proxies before the listener.
   *
   * @param networks where they are; empty where there are none
   * @param header how they name the caller
   */
  public record Proxies(List<AddressRange> networks, Header header) {

    /** Copies the list. */
    public Proxies {
      networks = List.copyOf(networks);
    }
  }

  /** How a proxy names the caller. */
  public enum Header {
    /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. */
    X_FORWARDED_FOR,
    /** {@code Forwarded} (RFC 7239). */
    FORWARDED,
    /** The PROXY protocol, before the first request of a connection. */
    PROXY_PROTOCOL
  }

  /**
   * The listener for metrics and health.
   *
   * @param tls whether it is HTTPS
   * @param port the TCP port, or 0 for any free one
   * @param host the address it listens on
   */
  public record Management(boolean tls, int port, String host) {}
}
