package org.samling.library.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration.Tls;
import org.samling.library.network.AddressRange;
import org.samling.library.network.KnownMachine;

/**
 * A listener for SIP2: which connections it accepts, and which tenants it serves.
 *
 * @param host the address it listens on
 * @param port the TCP port, or 0 for any free one
 * @param tls how it is encrypted, or null where it is not
 * @param proxies the networks of the proxies, or null where connections come without a PROXY header
 * @param allow the networks that may connect; empty for all
 * @param tenant the code of the only tenant it serves, or null for all
 * @param account the account of every connection to this port, or null
 * @param machines the machines that are recognised without a login
 * @param maxConnections how many connections there may be at once
 * @param limits the limits for each machine
 */
public record Sip2Listener(
    String host,
    int port,
    @Nullable Encryption tls,
    @Nullable List<AddressRange> proxies,
    List<AddressRange> allow,
    @Nullable String tenant,
    @Nullable String account,
    List<KnownMachine> machines,
    int maxConnections,
    Limits limits) {

  /** The only listener: without a proxy before it, and open to all accounts. */
  public Sip2Listener(
      String host,
      int port,
      @Nullable Encryption tls,
      List<KnownMachine> machines,
      int maxConnections,
      Limits limits) {
    this(host, port, tls, List.of(), null, machines, maxConnections, limits);
  }

  private Sip2Listener(
      String host,
      int port,
      @Nullable Encryption tls,
      List<AddressRange> allow,
      @Nullable String account,
      List<KnownMachine> machines,
      int maxConnections,
      Limits limits) {
    this(host, port, tls, null, allow, null, account, machines, maxConnections, limits);
  }

  /**
   * How a listener is encrypted.
   *
   * @param serverNames the host names with a certificate, tenant or account of their own
   * @param client whether machines show a certificate
   * @param authorities a file with the certificates of the authorities that issue the machines'
   *     certificates, or null if no certificate is asked for
   */
  public record Encryption(
      Tls certificate,
      List<ServerName> serverNames,
      ClientCertificate client,
      @Nullable Path authorities) {}

  /** Whether machines show a certificate of their own. */
  public enum ClientCertificate {
    /** They are not asked. */
    NONE,
    /** They may. */
    OPTIONAL,
    /** They must. */
    REQUIRED
  }

  /**
   * A host name that machines ask for.
   *
   * @param name the name, in lower case
   * @param certificate the certificate for it, or null for the listener's
   * @param tenant the code of the only tenant it serves, or null for the listener's
   * @param account the account of every connection that asks for it, or null
   */
  public record ServerName(
      String name, @Nullable Tls certificate, @Nullable String tenant, @Nullable String account) {}

  /**
   * The limits for each machine.
   *
   * @param connectionsPerAddress how many connections from one address, or null for any number
   * @param messagesPerAddress how many messages a second from one address, or null for any number
   * @param messagesPerAccount how many messages a second from one account, or null for any number
   * @param burst how many messages at once after a pause
   */
  public record Limits(
      @Nullable Integer connectionsPerAddress,
      @Nullable Integer messagesPerAddress,
      @Nullable Integer messagesPerAccount,
      int burst) {}
}
