package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipHeader;

/** What the bytes from a partner turned out to be. */
public sealed interface Decoded {

  /**
   * The same of bytes of which what they ask for is still to be read: who sends them decides on the
   * zone of times that name none.
   */
  sealed interface Opened permits NcipEnvelope, Malformed {}

  /** A request. */
  record Message(NcipMessage message) implements Decoded {}

  /**
   * Something that can't be understood, or that lacks what the service demands.
   *
   * @param version how the sender writes, as far as it could be read
   * @param header the request's header, as far as it could be read
   * @param answer what to answer: in the service's own response if the service could be made out
   * @param what what is wrong, for the log; holds no data of the message
   * @param line where, counted from 1; 0 where no place can be told
   * @param column where in that line, counted from 1
   */
  record Malformed(
      NcipVersion version,
      @Nullable NcipHeader header,
      NcipResponse answer,
      String what,
      int line,
      int column)
      implements Decoded, Opened {}
}
