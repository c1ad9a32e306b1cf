package org.samling.routes.sip2;

import java.time.Duration;
import org.samling.core.organisation.Sip2Presets;

/**
 * What the SIP2 routes go by.
 *
 * @param retransmissionWindow how long the same frame can be the same command; zero where only a
 *     connection's last message is known again
 * @param deadline how long a kiosk is told to wait for an answer
 * @param answerWithin how long an answer may take; the connection is closed where nothing true can
 *     be said by then
 * @param retries how often a kiosk should repeat a request that is not answered
 * @param unknownMessages what becomes of a message that is none of the standard's
 * @param presets what the profiles of accounts go by
 */
public record Sip2Settings(
    Duration retransmissionWindow,
    Duration deadline,
    Duration answerWithin,
    int retries,
    UnknownMessages unknownMessages,
    Sip2Presets presets) {

  /** What becomes of a message that is none of the standard's sixteen requests. */
  public enum UnknownMessages {
    /** Nothing, as the standard has it. */
    IGNORE,
    /** It is answered with 96, for machines that wait for an answer to everything. */
    ASK_AGAIN
  }

  /** What the protocol's users expect. */
  public static final Sip2Settings DEFAULT =
      new Sip2Settings(
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(4),
          3,
          UnknownMessages.IGNORE,
          Sip2Presets.NONE);

  /** How long a kiosk goes on repeating a request. */
  Duration patience() {
    return deadline.multipliedBy(retries + 1L);
  }
}
