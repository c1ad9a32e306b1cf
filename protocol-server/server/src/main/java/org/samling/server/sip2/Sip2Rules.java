package org.samling.server.sip2;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.KnownMachine;
import org.samling.library.network.Peer;

/**
 * The tenants and accounts that a SIP2 listener serves. What identifies a machine without a login
 * is given in the order of precedence.
 *
 * @param tenant the code of the only tenant whose accounts log in here, or null for all
 * @param machines the machines that are identified by address or certificate
 * @param serverNames the rules for each TLS host name (SNI), by the name in lower case
 * @param account the account of every other machine that connects to this port, or null
 */
public record Sip2Rules(
    @Nullable String tenant,
    List<KnownMachine> machines,
    Map<String, HostRules> serverNames,
    @Nullable String account) {

  /** All tenants, and nobody without a login. */
  public static final Sip2Rules ALL = new Sip2Rules(null, List.of(), Map.of(), null);

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
