package org.samling.core.circulation.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of changing an item. */
public sealed interface ItemOutcome extends Outcome {

  /**
   * The change is in effect.
   *
   * @param at when it was decided
   * @param item the item as it is now
   * @param destination where it goes now, where that was decided; else null
   */
  record Changed(Instant at, ItemView item, CheckinOutcome.@Nullable Destination destination)
      implements ItemOutcome {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode in the command
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, String barcode, DecisionReason why)
      implements ItemOutcome, Refusal {}
}
