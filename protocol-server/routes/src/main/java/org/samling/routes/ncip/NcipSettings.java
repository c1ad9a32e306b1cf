package org.samling.routes.ncip;

import java.time.Duration;
import org.samling.core.circulation.command.CommandKey;

/**
 * What the NCIP routes go by.
 *
 * @param messageLimit the longest message, in bytes
 * @param repetitionWindow how long a check-out or check-in of the same item for the same user, by
 *     the same account, is taken for the same one
 * @param deadline how long an answer may take
 */
public record NcipSettings(int messageLimit, Duration repetitionWindow, Duration deadline) {

  /** How long a request with the same RequestId is the same one. */
  static final Duration REQUEST_WINDOW = CommandKey.MAX_WINDOW;
}
