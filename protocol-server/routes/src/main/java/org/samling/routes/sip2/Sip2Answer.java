package org.samling.routes.sip2;

import java.nio.charset.StandardCharsets;
import org.samling.sip2.Sip2Frame;

/** What the listener does with a frame that came. */
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

  /** Send nothing and go on: the standard has unknown commands ignored. */
  record Silence() implements Sip2Answer {}

  /**
   * Send nothing and close the connection: what became of the request is not known, and the kiosk,
   * which will ask again, must not be told either way.
   *
   * @param reason why, for the log
   */
  record Close(String reason) implements Sip2Answer {}
}
