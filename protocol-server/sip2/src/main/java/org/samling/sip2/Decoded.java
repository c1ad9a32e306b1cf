package org.samling.sip2;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a frame turned out to be.
 *
 * @param <M> {@link Sip2Request} or {@link Sip2Response}
 */
public sealed interface Decoded<M> {

  /**
   * A message.
   *
   * @param sequence the digit behind AY, which a reply repeats
   * @param errorDetection whether the sender uses error detection (it sent AY or AZ), so that a
   *     reply has to
   * @param ignored what stood in the frame and is not part of the message: unknown ids, fields of
   *     other messages, second copies of fields that may stand only once
   */
  record Message<M>(
      M message, OptionalInt sequence, boolean errorDetection, List<Sip2ExtraField> ignored)
      implements Decoded<M> {
    public Message {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * A frame that was damaged on its way: the answer is "resend" (96, or 97 from a client).
   *
   * @param sequence the digit behind AY, which may be damaged too
   */
  record BadChecksum<M>(OptionalInt sequence) implements Decoded<M> {}

  /**
   * A command that this side of the protocol does not know; the standard has it ignored.
   *
   * @param command the frame's first two characters
   */
  record Unknown<M>(String command) implements Decoded<M> {}

  /**
   * A frame that can't be understood.
   *
   * @param command the command, or what there is of it
   * @param sequence the digit behind AY
   * @param reason what is wrong, without any data of the frame
   * @param position the offset in bytes from the start of the frame
   */
  record Malformed<M>(String command, OptionalInt sequence, String reason, int position)
      implements Decoded<M> {}
}
