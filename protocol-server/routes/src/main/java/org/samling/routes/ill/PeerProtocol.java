package org.samling.routes.ill;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryMessages.Reaction;

/** A protocol for messages to other libraries. Safe for use by many threads. */
public interface PeerProtocol {

  /**
   * Encodes a message. The result is the same however often it is sent: by that the other library
   * recognises a repetition.
   */
  Encoded encode(OutgoingMessage due);

  /**
   * Interprets the answer to a message.
   *
   * @param due the message
   * @param reply the body of the answer
   */
  Verdict interpret(OutgoingMessage due, byte[] reply);

  /**
   * Encodes a message that changes nothing, to a library that may know nothing of us.
   *
   * @param library its symbol
   * @param us this library's symbol with it, unless the settings name another
   */
  byte[] probe(String library, String us);

  /**
   * Interprets the answer to a probe.
   *
   * @param reply the body of the answer
   */
  ProbeReply interpretProbe(byte[] reply);

  /** What the answer to a probe means. */
  enum ProbeReply {
    /** It speaks the protocol, and took the message. */
    ANSWERED,
    /** It speaks the protocol, and knows no such sender. */
    LOGIN_REFUSED,
    /** It is something else. */
    OTHER
  }

  /** An encoded message. */
  sealed interface Encoded {}

  /**
   * A message.
   *
   * @param text the message, sent in UTF-8
   */
  record Message(String text) implements Encoded {}

  /** Nothing to send: the protocol has no such message, or the other library knows it already. */
  record Nothing() implements Encoded {}

  /**
   * The message can't be expressed in the protocol.
   *
   * @param why the reason, for staff
   */
  record Inexpressible(String why) implements Encoded {}

  /** What an answer means. */
  sealed interface Verdict {}

  /**
   * It was accepted.
   *
   * @param reaction how that changes the request
   */
  record Accepted(Reaction reaction) implements Verdict {}

  /**
   * It was refused, and will be however often it is sent.
   *
   * @param why the reason, for staff
   */
  record Refused(String why) implements Verdict {}

  /**
   * It is to be sent again.
   *
   * @param why the reason, for staff, or null where nothing is wrong
   * @param after the delay, or null for the usual retry delay
   */
  record Retry(@Nullable String why, @Nullable Duration after) implements Verdict {}
}
