package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of changing a patron's record. */
public sealed interface PatronOutcome extends Outcome {

  /**
   * The change is in effect.
   *
   * @param at when it was decided
   * @param what what was changed, in words; empty if nothing had to change
   * @param by the settings that were taken into account
   */
  record Changed(Instant at, UUID patronId, List<String> what, List<DecisionReason> by)
      implements PatronOutcome {

    /** Copies the lists. */
    public Changed {
      what = List.copyOf(what);
      by = List.copyOf(by);
    }
  }

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, DecisionReason why)
      implements PatronOutcome, Refusal {}
}
