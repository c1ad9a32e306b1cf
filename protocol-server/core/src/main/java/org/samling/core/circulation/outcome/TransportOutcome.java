package org.samling.core.circulation.outcome;

import java.time.Instant;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of changing how an item is transported. */
public sealed interface TransportOutcome extends Outcome {

  /**
   * The item is in the crate.
   *
   * @param at when it was decided
   * @param crate what is printed on the crate
   * @param destination the code of the branch to which the crate goes
   */
  record Packed(Instant at, ItemView item, String crate, String destination)
      implements TransportOutcome {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode in the command
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, String barcode, DecisionReason why)
      implements TransportOutcome, Refusal {}
}
