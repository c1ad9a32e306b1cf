package org.samling.routes.ncip;

import java.time.Duration;
import org.samling.core.circulation.command.CommandKey;

/**
 * Settings of the NCIP routes.
 *
 * @param messageLimit the longest message, in bytes
 * @param repetitionWindow how long a check-out or check-in of the same item for the same user, by
 *     the same account, counts as a repetition
 * @param loginsCheckedEvery how long a login counts before it is checked again
 * @param deadline how long an answer may take
 */
public record NcipSettings(
    int messageLimit, Duration repetitionWindow, Duration loginsCheckedEvery, Duration deadline) {

  /** How long a RequestId identifies the same request. */
  static final Duration REQUEST_WINDOW = CommandKey.MAX_WINDOW;
}
