package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;

/** What came of asking for a title, or of no longer wanting it. */
public sealed interface HoldOutcome extends Outcome {

  /**
   * The patron is in the queue.
   *
   * @param at when it was decided
   * @param holdId the hold
   * @param position the place in the queue, from 1
   * @param pickup the code of the branch where it will be fetched
   */
  record Placed(Instant at, UUID holdId, int position, String pickup) implements HoldOutcome {}

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
