package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/** What came of asking for a title, or of no longer wanting it. */
public sealed interface HoldOutcome extends Outcome {

  /**
   * The patron is in the queue.
   *
   * @param at when it was decided
   * @param holdId the hold
   * @param position the place in the queue, from 1
   * @param pickup the code of the branch where it will be fetched
   * @param expires when it is no longer wanted, or null
   * @param isOnShelf whether an item was found on a shelf for it, which staff are asked to fetch
   */
  record Placed(
      Instant at,
      UUID holdId,
      int position,
      String pickup,
      @Nullable Instant expires,
      boolean isOnShelf)
      implements HoldOutcome {}

  /**
   * The patron is in the queues for several titles.
   *
   * @param at when it was decided
   * @param group what they have in common
   * @param holds the holds, in the order of the titles
   */
  record PlacedTogether(Instant at, UUID group, List<Placed> holds) implements HoldOutcome {

    /** Copies the list. */
    public PlacedTogether {
      holds = List.copyOf(holds);
    }
  }

  /**
   * The hold is as was asked for.
   *
   * @param at when it was decided
   * @param holdId the hold
   * @param state how far it has come
   * @param item the barcode of the item that is set aside or looked for, or null
   * @param shelf where and until when it can be fetched, or null
   * @param pickup the code of the branch where it will be fetched
   * @param expires when it is no longer wanted, or null
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
   * The patron no longer waits: the hold was cancelled, or its day has passed.
   *
   * @param at when it was decided
   * @param holdId the hold
   * @param hadItem whether an item was set aside or on its way, which now has to be put elsewhere
   */
  record Cancelled(Instant at, UUID holdId, boolean hadItem) implements HoldOutcome {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, Why why) implements HoldOutcome, Refusal {}
}
