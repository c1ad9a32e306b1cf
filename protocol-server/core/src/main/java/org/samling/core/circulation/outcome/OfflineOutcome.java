package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemShown;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/** What came of telling what was done while the library could not be asked. */
public sealed interface OfflineOutcome extends Outcome {

  /**
   * It is recorded. Told again, it gets the same.
   *
   * @param at when it was decided
   * @param barcode the barcode that was named
   * @param item the item, or null where there is none with this barcode
   * @param loanId the loan that it began, ended or lengthened, or null where it has none yet
   * @param due when that loan is due, or null
   * @param reason why staff have to look at it, or null where nothing stands in the way
   * @param why what that rests on, or null
   */
  record Recorded(
      Instant at,
      String barcode,
      @Nullable ItemShown item,
      @Nullable UUID loanId,
      @Nullable Instant due,
      @Nullable RefusalReason reason,
      @Nullable Why why)
      implements OfflineOutcome {}

  /**
   * The library takes no such transactions here, and nothing was recorded: it is to be asked as
   * though it happened now.
   *
   * @param at when it was decided
   */
  record NotTaken(Instant at) implements OfflineOutcome {}
}
