package org.samling.core.circulation.context;

import java.util.List;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/**
 * What was decided on a command.
 *
 * @param outcome what whoever asked is told
 * @param effects what the store writes; none for a refusal
 * @param checks the rules that were looked at, the weightiest first
 * @param isTaken whether the facts have taken its effects already
 */
public record Decision(Outcome outcome, List<Effect> effects, List<Check> checks, boolean isTaken) {

  /** Copies the lists. */
  public Decision {
    effects = List.copyOf(effects);
    checks = List.copyOf(checks);
  }

  /** A decision whose effects the facts have still to take. */
  public Decision(Outcome outcome, List<Effect> effects, List<Check> checks) {
    this(outcome, effects, checks, false);
  }

  public static Decision refusal(Outcome outcome, List<Check> checks) {
    return new Decision(outcome, List.of(), checks);
  }

  /** A refusal by one rule, behind which nothing can be looked at. */
  public static Decision refusal(Outcome outcome, RefusalReason reason, Why why) {
    return refusal(outcome, List.of(new Check(reason, why, "not found", true)));
  }
}
