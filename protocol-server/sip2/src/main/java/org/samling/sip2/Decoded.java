package org.samling.sip2;

import java.util.List;
import java.util.OptionalInt;

/**
 * The result of decoding a frame.
 *
 * @param <M> {@link Sip2Request} or {@link Sip2Response}
 */
public sealed interface Decoded<M> {

  /**
   * A message.
   *
   * @param sequence the digit after AY, which a reply repeats
   * @param errorDetection whether the sender uses error detection (it sent AY or AZ), so that a
   *     reply has to
   * @param ignored parts of the frame that do not belong to the message: unknown ids, fields of
   *     other messages, repeats of fields that may occur only once
   */
  record Message<M>(
      M message, OptionalInt sequence, boolean errorDetection, List<Sip2ExtraField> ignored)
      implements Decoded<M> {
    public Message {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * A frame that was damaged in transit: the answer is "resend" (96, or 97 from a client).
   *
   * @param sequence the digit after AY, which may be damaged too
   */
  record BadChecksum<M>(OptionalInt sequence) implements Decoded<M> {}

  /**
   * A command that this side of the protocol does not know; the standard says to ignore it.
   *
   * @param command the frame's first two characters
   */
  record Unknown<M>(String command) implements Decoded<M> {}

  /**
   * A frame that can't be parsed.
   *
   * @param command the command, or as much of it as there is
   * @param sequence the digit after AY
   * @param reason what is wrong, without any data of the frame
   * @param position the offset in bytes from the start of the frame
   */
  record Malformed<M>(String command, OptionalInt sequence, String reason, int position)
      implements Decoded<M> {}
}
