package org.samling.server.sip2;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.KnownMachine;
import org.samling.library.network.Peer;

/**
 * Whom a SIP2 listener serves.
 *
 * @param tenant the code of the only tenant whose accounts log in here, or null for all
 * @param account the account of every machine that comes to this port and is not known by anything
 *     else, or null
 * @param serverNames what holds for who asks for a host name by TLS, by that name in small letters
 * @param machines the machines that are known by address or certificate
 */
public record Sip2Rules(
    @Nullable String tenant,
    @Nullable String account,
    Map<String, Served> serverNames,
    List<KnownMachine> machines) {

  /** All tenants, and nobody without a login. */
  public static final Sip2Rules ALL = new Sip2Rules(null, null, Map.of(), List.of());

  /**
   * Whom a host name serves.
   *
   * @param tenant as for the listener
   * @param account as for the listener
   */
  public record Served(@Nullable String tenant, @Nullable String account) {}

  /** Whom the host name serves that a peer asked for. */
  private @Nullable Served served(Peer peer) {
    var name = peer.serverName();
    return name == null ? null : serverNames.get(name);
  }

  /** The code of the only tenant that a peer can reach, or null where that is any. */
  @Nullable String tenant(Peer peer) {
    var served = served(peer);
    return served == null || served.tenant() == null ? tenant : served.tenant();
  }

  /** The account of whoever asks for the host name that a peer asked for, or null. */
  @Nullable String accountOfServerName(Peer peer) {
    var served = served(peer);
    return served == null ? null : served.account();
  }
}
