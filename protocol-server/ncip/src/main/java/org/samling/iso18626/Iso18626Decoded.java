package org.samling.iso18626;

import org.samling.iso18626.Iso18626Message.Confirmation;

/** The result of decoding bytes. */
public sealed interface Iso18626Decoded {

  /** The version of the standard to answer in. */
  String version();

  /**
   * A message.
   *
   * @param version the sender's version, or the newest if none was given
   */
  record Message(String version, Iso18626Message message) implements Iso18626Decoded {}

  /**
   * A message that can't be read.
   *
   * @param version the sender's version, or the newest if none was given
   * @param answer the confirmation that reports the error
   * @param what what is wrong, without any data of the message
   */
  record Malformed(String version, Confirmation answer, String what) implements Iso18626Decoded {}
}
