package org.samling.routes.sip2;

import java.nio.charset.StandardCharsets;
import org.samling.sip2.Sip2Frame;

/** What the listener does after a frame was received. */
public sealed interface Sip2Answer {

  /**
   * Send this.
   *
   * @param frame the reply
   * @param close whether to close the connection after it
   */
  record Reply(Sip2Frame frame, boolean close) implements Sip2Answer {

    /** The two digits that start the reply. */
    String command() {
      return new String(frame.bytes(), 0, 2, StandardCharsets.US_ASCII);
    }
  }

  /** Send nothing and continue: the standard requires unknown commands to be ignored. */
  record Silence() implements Sip2Answer {}

  /**
   * Send nothing and close the connection: the outcome of the request is not known, and the kiosk,
   * which will ask again, must get neither yes nor no.
   *
   * @param reason why, for the log
   */
  record Close(String reason) implements Sip2Answer, Sip2Result {}
}
