package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of placing, changing or cancelling a hold. */
public sealed interface HoldOutcome extends Outcome {

  /**
   * The hold was placed.
   *
   * @param at when it was decided
   * @param position its place in the queue, from 1
   * @param pickup the code of the pickup branch
   * @param expires when the hold expires, or null
   * @param isOnShelf whether an item on a shelf was found for it and put on the pull list
   * @param fee what was charged for it, or null
   */
  record Placed(
      Instant at,
      UUID holdId,
      int position,
      String pickup,
      @Nullable Instant expires,
      boolean isOnShelf,
      @Nullable LendingFee fee)
      implements HoldOutcome {

    /** A hold that costs nothing. */
    public Placed(
        Instant at,
        UUID holdId,
        int position,
        String pickup,
        @Nullable Instant expires,
        boolean isOnShelf) {
      this(at, holdId, position, pickup, expires, isOnShelf, null);
    }
  }

  /**
   * Holds on several titles were placed.
   *
   * @param at when it was decided
   * @param group the id that they share
   * @param holds the holds, in the order of the titles
   * @param fee what was charged for all of them, or null
   */
  record PlacedTogether(Instant at, UUID group, List<Placed> holds, @Nullable LendingFee fee)
      implements HoldOutcome {

    /** Copies the list. */
    public PlacedTogether {
      holds = List.copyOf(holds);
    }
  }

  /**
   * The change to the hold is in effect.
   *
   * @param at when it was decided
   * @param item the barcode of the item that is set aside or on the pull list, or null
   * @param shelf its place on the hold shelf and pickup deadline, or null
   * @param pickup the code of the pickup branch
   * @param expires when the hold expires, or null
   */
  record Changed(
      Instant at,
      UUID holdId,
      HoldState state,
      @Nullable String item,
      HoldFacts.@Nullable Shelf shelf,
      String pickup,
      @Nullable Instant expires)
      implements HoldOutcome {}

  /**
   * The hold has ended: it was cancelled, or it expired.
   *
   * @param at when it was decided
   * @param hadItem whether an item was set aside or in transit for it and must now go elsewhere
   */
  record Cancelled(Instant at, UUID holdId, boolean hadItem) implements HoldOutcome {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   * @param fee what has to be accepted or paid first, or null where that would not help
   */
  record Refused(Instant at, RefusalReason reason, DecisionReason why, @Nullable LendingFee fee)
      implements HoldOutcome, Refusal {

    /** A refusal that is about no fee. */
    public Refused(Instant at, RefusalReason reason, DecisionReason why) {
      this(at, reason, why, null);
    }
  }
}
