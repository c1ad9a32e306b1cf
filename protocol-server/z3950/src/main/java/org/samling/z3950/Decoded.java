package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;

/**
 * What a frame turned out to be.
 *
 * @param <M> {@link Z3950Request} or {@link Z3950Response}
 */
public sealed interface Decoded<M> {

  /** A message. */
  record Message<M>(M message) implements Decoded<M> {}

  /**
   * A frame that can't be understood.
   *
   * @param apdu which APDU it would be, or null
   * @param referenceId what an answer repeats, as far as it could be read, or null
   * @param reason what is wrong, without any data of the frame
   * @param position the offset in bytes from the start of the frame
   */
  record Malformed<M>(
      @Nullable Apdu apdu, @Nullable Octets referenceId, String reason, int position)
      implements Decoded<M> {}

  /**
   * A frame that is larger, deeper or of more parts than allowed. It may be a message, and nothing
   * of it was read.
   *
   * @param apdu which APDU it would be, or null
   * @param referenceId what an answer repeats, as far as it could be read, or null
   * @param limit what there is too much of
   * @param allowed how much is allowed
   */
  record TooComplex<M>(
      @Nullable Apdu apdu, @Nullable Octets referenceId, BerLimits.Limit limit, int allowed)
      implements Decoded<M> {}
}
