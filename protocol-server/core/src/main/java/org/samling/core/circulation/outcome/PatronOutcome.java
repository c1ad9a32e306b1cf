package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/** What came of changing what is kept of a patron. */
public sealed interface PatronOutcome extends Outcome {

  /**
   * It is as was asked for.
   *
   * @param at when it was decided
   * @param patronId the patron
   * @param what what was changed, as words; nothing where it was so already
   * @param by the settings that had a say
   */
  record Changed(Instant at, UUID patronId, List<String> what, List<Why> by)
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
  record Refused(Instant at, RefusalReason reason, Why why) implements PatronOutcome, Refusal {}
}
