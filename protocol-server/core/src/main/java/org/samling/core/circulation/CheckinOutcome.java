package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.SortRule;

/** What came of taking an item back. */
public sealed interface CheckinOutcome extends Outcome {

  /**
   * The item is in the library's hands.
   *
   * @param at when it was decided
   * @param item the item
   * @param loanId the loan that ended, or null where it was not on loan
   * @param patron an identifier of the patron who had it, or null
   * @param due when it was due, or null
   * @param destination where it goes now
   * @param bin the bin of the sorting machine, or null where nothing is said
   */
  record Returned(
      Instant at,
      ItemShown item,
      @Nullable UUID loanId,
      @Nullable String patron,
      @Nullable Instant due,
      Destination destination,
      @Nullable String bin)
      implements CheckinOutcome {}

  /**
   * The item is another tenant's, with whom there is an agreement: it is to be sent there. Nothing
   * is told of who had it.
   *
   * @param at when it was decided
   * @param barcode what is printed on it
   * @param title its title
   * @param owner the name of the tenant whose it is
   * @param home the name of the branch where it belongs
   */
  record OfOther(Instant at, String barcode, String title, String owner, String home)
      implements CheckinOutcome {}

  /**
   * The item was not taken back.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode that was asked for
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, String barcode, Why why)
      implements CheckinOutcome, Refusal {}

  /** Where an item goes that came back. */
  sealed interface Destination {

    /** The branch where it goes. */
    String branch();

    /** The way as a sorting machine sees it. */
    default SortRule.Way way() {
      return switch (this) {
        case Shelf _ -> SortRule.Way.SHELF;
        case HoldShelf _ -> SortRule.Way.HOLD_SHELF;
        case HoldTransit _ -> SortRule.Way.HOLD_ELSEWHERE;
        case HomeTransit _, Lender _ -> SortRule.Way.HOME;
      };
    }

    /**
     * To its place on the shelf.
     *
     * @param branch the branch, which is where it came back
     */
    record Shelf(String branch) implements Destination {}

    /**
     * To the hold shelf here.
     *
     * @param branch the branch, which is where it came back
     * @param patron an identifier of the patron who waits for it
     * @param patronName that patron's name
     * @param patronPhone that patron's telephone number, or null
     * @param shelf the place on the hold shelf, or null where staff put it there first
     */
    record HoldShelf(
        String branch,
        String patron,
        String patronName,
        @Nullable String patronPhone,
        HoldFacts.@Nullable Shelf shelf)
        implements Destination {}

    /**
     * To the branch where a patron will fetch it.
     *
     * @param branch that branch
     * @param patron an identifier of the patron who waits for it
     * @param patronName that patron's name
     * @param patronPhone that patron's telephone number, or null
     */
    record HoldTransit(
        String branch, String patron, String patronName, @Nullable String patronPhone)
        implements Destination {}

    /**
     * To the branch where it belongs.
     *
     * @param branch that branch
     */
    record HomeTransit(String branch) implements Destination {}

    /**
     * Back to the library that lent it.
     *
     * @param branch the branch that sends it back
     * @param library the library that lent it
     */
    record Lender(String branch, String library) implements Destination {}
  }
}
