package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of changing a set. */
public sealed interface SetOutcome extends Outcome {

  /**
   * The change is in effect.
   *
   * @param at when it was decided
   * @param set the set's barcode
   * @param name what it is called
   * @param items the barcodes of the items in it now, or, if it was dissolved, of those that were
   * @param told the bookings of the set whose copies changed as a result
   */
  record Changed(
      Instant at, String set, String name, List<String> items, List<AffectedBooking> told)
      implements SetOutcome {

    /** Copies the lists; an outcome stored by an earlier version has no bookings. */
    public Changed {
      items = List.copyOf(items);
      told = told == null ? List.of() : List.copyOf(told);
    }
  }

  /**
   * A booking whose copies changed.
   *
   * @param patronName who booked
   * @param from its first day
   * @param copies how many it has now, promised and on loan
   * @param wanted how many were booked
   */
  record AffectedBooking(UUID booking, String patronName, LocalDate from, int copies, int wanted) {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the item or the set that the refusal is about; null where it is neither
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, @Nullable String barcode, DecisionReason why)
      implements SetOutcome, Refusal {}
}
