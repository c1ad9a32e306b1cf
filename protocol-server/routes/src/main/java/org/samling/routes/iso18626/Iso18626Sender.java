package org.samling.routes.iso18626;

import org.samling.core.organisation.Tenant;

/** Sends messages to other libraries, whose addresses it knows. Safe for use by many threads. */
public interface Iso18626Sender {

  /**
   * Sends a message and waits for what is answered, for as long as its settings say.
   *
   * @param tenant who sends it
   * @param library the symbol of the library to which it goes
   * @param message the message, in UTF-8
   */
  Sent send(Tenant tenant, String library, byte[] message);

  /** What came of a message. */
  sealed interface Sent {}

  /**
   * Something was answered.
   *
   * @param status HTTP's status
   * @param body what was answered
   */
  record Answered(int status, String body) implements Sent {}

  /**
   * Nothing was; whether it was taken is not known.
   *
   * @param why in a few words
   */
  record Lost(String why) implements Sent {}

  /** No address is known of the library. */
  record NoAddress() implements Sent {}
}
