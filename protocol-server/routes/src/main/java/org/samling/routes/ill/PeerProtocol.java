package org.samling.routes.ill;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.Due;
import org.samling.core.ill.InterlibraryMessages.Reaction;

/** A protocol in which other libraries are told things. Safe for use by many threads. */
public interface PeerProtocol {

  /**
   * Words what is to be told. The same is worded alike however often it is sent: by it the other
   * library knows it again.
   */
  Words words(Due due);

  /**
   * What was answered to it.
   *
   * @param due what was told
   * @param reply the body of the answer
   */
  Verdict verdict(Due due, byte[] reply);

  /** What is sent. */
  sealed interface Words {}

  /**
   * A message.
   *
   * @param text the message, as it goes over the wire in UTF-8
   */
  record Message(String text) implements Words {}

  /** Nothing: the protocol has no word for it, or the other library knows it already. */
  record Nothing() implements Words {}

  /**
   * It can't be said.
   *
   * @param why for staff
   */
  record Unspeakable(String why) implements Words {}

  /** What an answer means. */
  sealed interface Verdict {}

  /**
   * It was taken.
   *
   * @param reaction what becomes of the request by that
   */
  record Taken(Reaction reaction) implements Verdict {}

  /**
   * It was refused, and will be however often it is sent.
   *
   * @param why for staff
   */
  record Refused(String why) implements Verdict {}

  /**
   * It is to be sent again.
   *
   * @param why for staff, or null where nothing is wrong
   * @param after when, or null for as long as after what did not get through
   */
  record Again(@Nullable String why, @Nullable Duration after) implements Verdict {}
}
