package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/** What came of changing a set. */
public sealed interface SetOutcome extends Outcome {

  /**
   * It is as was asked for.
   *
   * @param at when it was decided
   * @param set what is printed on the set
   * @param name what it is called
   * @param items the barcodes of what is in it now, or was in what is no set any more
   * @param told the bookings of the set that have other copies by that
   */
  record Changed(Instant at, String set, String name, List<String> items, List<Told> told)
      implements SetOutcome {

    /** Copies the lists; an outcome that was kept by an earlier version tells of no booking. */
    public Changed {
      items = List.copyOf(items);
      told = told == null ? List.of() : List.copyOf(told);
    }
  }

  /**
   * A booking that has other copies.
   *
   * @param patronName who booked
   * @param from its first day
   * @param copies how many it has now, promised and on loan
   * @param wanted how many were booked
   */
  record Told(UUID booking, String patronName, LocalDate from, int copies, int wanted) {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the item that stands in the way, or the set; null where it is neither
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, @Nullable String barcode, Why why)
      implements SetOutcome, Refusal {}
}
