package org.samling.library.network;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;

/**
 * A machine or a partner's system that is known without a login.
 *
 * @param account the name of the account that it is taken for
 * @param from the networks it comes from; empty where they do not tell
 * @param certificate the client certificate it shows; null where that does not tell
 */
public record KnownMachine(
    String account, List<AddressRange> from, @Nullable KnownCertificate certificate) {

  /** Copies the list. */
  public KnownMachine {
    from = List.copyOf(from);
  }

  /**
   * Whom a peer is taken for.
   *
   * @param account the account's name
   * @param way what tells; the account has to allow it
   */
  public record Recognized(String account, Access.Way way) {}

  /**
   * Whom a peer is taken for: by its certificate, which is harder to pretend, before its address;
   * the first machine that fits counts.
   */
  public static Optional<Recognized> recognize(List<KnownMachine> machines, Peer peer) {
    var fitting = machines.stream().filter(machine -> machine.fits(peer)).toList();
    return fitting.stream()
        .filter(machine -> machine.certificate() != null)
        .findFirst()
        .map(machine -> new Recognized(machine.account(), Access.Way.CERTIFICATE))
        .or(() ->
            fitting.stream()
                .findFirst()
                .map(machine -> new Recognized(machine.account(), Access.Way.ADDRESS)));
  }

  private boolean fits(Peer peer) {
    return (from.isEmpty() || AddressRange.anyContains(from, peer.address()))
        && (certificate == null || certificate.matches(peer.certificate()));
  }
}
