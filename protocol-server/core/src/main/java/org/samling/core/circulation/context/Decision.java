package org.samling.core.circulation.context;

import java.util.List;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * The decision on a command.
 *
 * @param outcome the outcome returned to the caller
 * @param effects what the store writes; of a refusal at most that others are asked
 * @param checks the rules that were checked, the most serious first
 * @param isTaken whether its effects have already been applied to the facts
 */
public record Decision(Outcome outcome, List<Effect> effects, List<Check> checks, boolean isTaken) {

  /** Copies the lists. */
  public Decision {
    effects = List.copyOf(effects);
    checks = List.copyOf(checks);
  }

  /** A decision whose effects are still to be applied to the facts. */
  public Decision(Outcome outcome, List<Effect> effects, List<Check> checks) {
    this(outcome, effects, checks, false);
  }

  public static Decision refusal(Outcome outcome, List<Check> checks) {
    return new Decision(outcome, List.of(), checks);
  }

  /** A refusal by a single rule, after which no other can be checked. */
  public static Decision refusal(Outcome outcome, RefusalReason reason, DecisionReason why) {
    return refusal(outcome, List.of(new Check(reason, why, "not found", true)));
  }
}
