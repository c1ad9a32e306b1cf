package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemShown;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;
import org.samling.core.policy.SortRule;

/** What came of taking an item back. */
public sealed interface CheckinOutcome extends Outcome {

  /**
   * The item is in the library's hands.
   *
   * @param at when it was decided
   * @param loanId the loan that ended, or null where it was not on loan
   * @param patron an identifier of the patron who had it, or null
   * @param due when it was due, or null
   * @param destination where it goes now
   * @param bin the bin of the sorting machine, or null where nothing is said
   * @param set the set that it is part of, or null
   */
  record Returned(
      Instant at,
      ItemShown item,
      @Nullable UUID loanId,
      @Nullable String patron,
      @Nullable Instant due,
      Destination destination,
      @Nullable String bin,
      @Nullable SetStanding set)
      implements CheckinOutcome {}

  /**
   * A set by its barcode is in the library's hands, as far as nothing of it is missing.
   *
   * @param at when it was decided
   * @param set how it stands now
   * @param returned what came in with it; nothing where its items are read one by one here
   */
  record SetReturned(Instant at, SetStanding set, List<Returned> returned)
      implements CheckinOutcome {

    /** Copies the list. */
    public SetReturned {
      returned = List.copyOf(returned);
    }
  }

  /**
   * How much of a set the library has.
   *
   * @param barcode what is printed on the set
   * @param name what it is called
   * @param size how many items it has
   * @param missing the barcodes of those that are on loan, lost or not to be found
   */
  record SetStanding(String barcode, String name, int size, List<String> missing) {

    /** Copies the list. */
    public SetStanding {
      missing = List.copyOf(missing);
    }
  }

  /**
   * The item is another tenant's, with whom there is an agreement: it is to be sent there. Nothing
   * is told of who had it.
   *
   * @param at when it was decided
   * @param barcode what is printed on it
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
        case Booked(_, _, var isHere, _) ->
            isHere ? SortRule.Way.HOLD_SHELF : SortRule.Way.HOLD_ELSEWHERE;
        case HomeTransit _, Lender _ -> SortRule.Way.HOME;
      };
    }

    /** The item on its way there, as the rules of a sorting machine see it. */
    default SortRule.Sorted sorted(ItemFacts item) {
      return new SortRule.Sorted(way(), branch(), item.category(), item.group(), item.location());
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
     * To those who booked it next.
     *
     * @param branch the branch where they get it
     * @param booker who booked it, by name
     * @param isHere whether that is where it came back
     * @param lentUntil when it is due from them, where it was lent on to them at once, or null
     */
    record Booked(String branch, String booker, boolean isHere, @Nullable Instant lentUntil)
        implements Destination {}

    /**
     * Back to the library that lent it.
     *
     * @param branch the branch that sends it back
     * @param library the library that lent it
     */
    record Lender(String branch, String library) implements Destination {}
  }
}
