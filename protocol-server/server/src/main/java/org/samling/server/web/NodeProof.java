package org.samling.server.web;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.harvest.Signatures;

/**
 * Proves that a request comes from a server of the same library: the time, signed with the keys
 * that all its nodes have. No key crosses the network, and a proof is soon worth nothing.
 */
final class NodeProof {

  /** The scheme of the header {@code Authorization}. */
  static final String SCHEME = "Samling-Node";

  /** How long a proof is valid, and by how much clocks may differ. */
  private static final Duration VALID = Duration.ofMinutes(1);

  private static final Pattern FORM = Pattern.compile(SCHEME + " (\\d{1,12})\\.([\\w-]{1,64})");

  private final Signatures signatures;
  private final String purpose;

  /**
   * Proofs for one purpose.
   *
   * @param signatures of nodes
   * @param purpose what is asked; a proof for another one is not accepted
   */
  NodeProof(Signatures signatures, String purpose) {
    this.signatures = signatures;
    this.purpose = purpose;
  }

  /** The header {@code Authorization} of a request that is sent now. */
  String header() {
    var now = Instant.now().getEpochSecond();
    return "%s %d.%s".formatted(SCHEME, now, signatures.sign(signed(now)));
  }

  /** Whether the header of a request is a proof. */
  boolean isValid(@Nullable String header) {
    var written = FORM.matcher(header == null ? "" : header);
    if (!written.matches()) {
      return false;
    }
    var seconds = Long.parseLong(written.group(1));
    return Math.abs(Instant.now().getEpochSecond() - seconds) <= VALID.toSeconds()
        && signatures.isSigned(signed(seconds), written.group(2));
  }

  private String signed(long seconds) {
    return purpose + " " + seconds;
  }
}
