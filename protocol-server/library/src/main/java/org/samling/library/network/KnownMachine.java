package org.samling.library.network;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;

/**
 * A machine or a partner's system that is recognised without a login.
 *
 * @param account the name of the account that it gets
 * @param from the networks it connects from; empty if they don't matter
 * @param certificate the client certificate it shows; null if that doesn't matter
 */
public record KnownMachine(
    String account, List<AddressRange> from, @Nullable KnownCertificate certificate) {

  /** Copies the list. */
  public KnownMachine {
    from = List.copyOf(from);
  }

  /**
   * The account that a peer was recognised as.
   *
   * @param account the account's name
   * @param way how it was recognised; the account must allow this way
   */
  public record Recognized(String account, Access.Credential way) {}

  /**
   * Recognises a peer: by its certificate, which is harder to fake, before its address; the first
   * machine that matches counts.
   */
  public static Optional<Recognized> recognize(List<KnownMachine> machines, Peer peer) {
    var fitting = machines.stream().filter(machine -> machine.fits(peer)).toList();
    return fitting.stream()
        .filter(machine -> machine.certificate() != null)
        .findFirst()
        .map(machine -> new Recognized(machine.account(), Access.Credential.CERTIFICATE))
        .or(() ->
            fitting.stream()
                .findFirst()
                .map(machine -> new Recognized(machine.account(), Access.Credential.ADDRESS)));
  }

  private boolean fits(Peer peer) {
    return (from.isEmpty() || AddressRange.anyContains(from, peer.address()))
        && (certificate == null || certificate.matches(peer.certificate()));
  }
}
