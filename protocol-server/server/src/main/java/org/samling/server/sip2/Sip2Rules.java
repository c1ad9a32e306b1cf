package org.samling.server.sip2;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.KnownMachine;
import org.samling.library.network.Peer;

/**
 * The tenants and accounts that a SIP2 listener serves.
 *
 * @param tenant the code of the only tenant whose accounts log in here, or null for all
 * @param account the account of every machine that connects to this port and is not identified
 *     otherwise, or null
 * @param serverNames the rules for each TLS host name (SNI), by the name in lower case
 * @param machines the machines that are identified by address or certificate
 */
public record Sip2Rules(
    @Nullable String tenant,
    @Nullable String account,
    Map<String, HostRules> serverNames,
    List<KnownMachine> machines) {

  /** All tenants, and nobody without a login. */
  public static final Sip2Rules ALL = new Sip2Rules(null, null, Map.of(), List.of());

  /**
   * The tenant and account that a host name serves.
   *
   * @param tenant as for the listener
   * @param account as for the listener
   */
  public record HostRules(@Nullable String tenant, @Nullable String account) {}

  /** The rules for the host name that a peer asked for, or null. */
  private @Nullable HostRules served(Peer peer) {
    var name = peer.serverName();
    return name == null ? null : serverNames.get(name);
  }

  /** The code of the only tenant that a peer can reach, or null for all. */
  @Nullable String tenant(Peer peer) {
    var served = served(peer);
    return served == null || served.tenant() == null ? tenant : served.tenant();
  }

  /** The account for the host name that a peer asked for, or null. */
  @Nullable String accountOfServerName(Peer peer) {
    var served = served(peer);
    return served == null ? null : served.account();
  }
}
