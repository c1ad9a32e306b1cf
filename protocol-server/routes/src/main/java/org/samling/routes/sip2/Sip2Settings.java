package org.samling.routes.sip2;

import java.time.Duration;
import org.samling.core.organisation.Sip2Presets;

/**
 * Settings of the SIP2 routes.
 *
 * @param retransmissionWindow how long the same frame counts as the same command; zero if only a
 *     connection's last message is recognised
 * @param answerWithin how long a reply may take; the connection is closed if the outcome is not
 *     known by then
 * @param checkedEvery how long a login that was right counts, for connections after it, before the
 *     account is compared with the store again
 * @param unknownMessages how messages outside the standard are handled
 * @param presets presets of account profiles
 */
public record Sip2Settings(
    Duration retransmissionWindow,
    Duration answerWithin,
    Duration checkedEvery,
    UnknownMessages unknownMessages,
    Sip2Presets presets) {

  /** How a message that is none of the standard's sixteen requests is handled. */
  public enum UnknownMessages {
    /** It is ignored, as the standard requires. */
    IGNORE,
    /** It is answered with 96, for machines that expect a reply to everything. */
    ASK_AGAIN
  }

  /** Defaults that suit most machines. */
  public static final Sip2Settings DEFAULT =
      new Sip2Settings(
          Duration.ofMinutes(10),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2),
          UnknownMessages.IGNORE,
          Sip2Presets.NONE);
}
