package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;

/**
 * The result of decoding a frame.
 *
 * @param <M> {@link Z3950Request} or {@link Z3950Response}
 */
public sealed interface Decoded<M> {

  /** A message. */
  record Message<M>(M message) implements Decoded<M> {}

  /**
   * A frame that can't be parsed.
   *
   * @param apdu the type of APDU, or null if unknown
   * @param referenceId the referenceId to repeat in a reply, if it could be read, or null
   * @param reason what is wrong, without any data of the frame
   * @param position the offset in bytes from the start of the frame
   */
  record Malformed<M>(
      @Nullable Apdu apdu, @Nullable Octets referenceId, String reason, int position)
      implements Decoded<M> {}

  /**
   * A frame that exceeds a limit of size, depth or number of parts. It may be a valid message;
   * nothing of it was read.
   *
   * @param apdu the type of APDU, or null if unknown
   * @param referenceId the referenceId to repeat in a reply, if it could be read, or null
   * @param limit the limit that was exceeded
   * @param allowed the value of the limit
   */
  record TooComplex<M>(
      @Nullable Apdu apdu, @Nullable Octets referenceId, BerLimits.Limit limit, int allowed)
      implements Decoded<M> {}
}
