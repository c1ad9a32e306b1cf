package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipHeader;

/** The result of decoding bytes from a partner. */
public sealed interface Decoded {

  /**
   * A message whose request is still to be read: the sender determines the zone of times without
   * one.
   */
  sealed interface OpenResult permits NcipEnvelope, Malformed {}

  /** A request. */
  record Message(NcipMessage message) implements Decoded {}

  /**
   * A message that can't be parsed, or that lacks what the service requires.
   *
   * @param version the sender's version and form, as far as they could be read
   * @param header the request's header, as far as it could be read
   * @param answer what to answer: in the service's own response if the service could be made out
   * @param what what is wrong, for the log; without any data of the message
   * @param line where, counted from 1; 0 if no position is known
   * @param column the position in that line, counted from 1
   */
  record Malformed(
      NcipVersion version,
      @Nullable NcipHeader header,
      NcipResponse answer,
      String what,
      int line,
      int column)
      implements Decoded, OpenResult {}
}
