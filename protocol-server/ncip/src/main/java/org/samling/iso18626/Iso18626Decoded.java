package org.samling.iso18626;

import org.samling.iso18626.Iso18626Message.Confirmation;

/** What bytes were found to be. */
public sealed interface Iso18626Decoded {

  /** The version of the standard by which it is answered. */
  String version();

  /**
   * A message.
   *
   * @param version the sender's version, or the newest where none was said
   */
  record Message(String version, Iso18626Message message) implements Iso18626Decoded {}

  /**
   * Nothing that can be read.
   *
   * @param version the sender's version, or the newest where none was said
   * @param answer the confirmation that says so
   * @param what what is wrong, without any data of the message
   */
  record Malformed(String version, Confirmation answer, String what) implements Iso18626Decoded {}
}
