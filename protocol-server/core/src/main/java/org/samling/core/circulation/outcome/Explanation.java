package org.samling.core.circulation.outcome;

import java.util.List;
import org.samling.core.circulation.reason.Check;

/**
 * The outcome a command would have now, and every rule that was checked.
 *
 * @param outcome the outcome it would have
 * @param checks the rules, the most serious first; the first broken one gives the refusal
 */
public record Explanation(Outcome outcome, List<Check> checks) {

  /** Copies the list. */
  public Explanation {
    checks = List.copyOf(checks);
  }
}
