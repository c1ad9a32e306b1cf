package org.samling.core.circulation.outcome;

import java.util.List;
import org.samling.core.circulation.reason.Check;

/**
 * What would come of a command at this moment, and every rule that was looked at.
 *
 * @param outcome what would come of it
 * @param checks the rules, the weightiest first; the first that is broken gives the refusal
 */
public record Explanation(Outcome outcome, List<Check> checks) {

  /** Copies the list. */
  public Explanation {
    checks = List.copyOf(checks);
  }
}
