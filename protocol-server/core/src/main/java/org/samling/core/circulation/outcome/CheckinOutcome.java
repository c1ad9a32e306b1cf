package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.SortRule;

/** The outcome of returning an item. */
public sealed interface CheckinOutcome extends Outcome {

  /**
   * The item is in the library's hands.
   *
   * @param at when it was decided
   * @param loanId the loan that ended, or null where it was not on loan
   * @param patron an identifier of the patron who had it, or null
   * @param due when it was due, or null
   * @param destination where it goes now
   * @param bin the sorting machine's bin, or null where none is set
   * @param set the set that it is part of, or null
   */
  record Returned(
      Instant at,
      ItemView item,
      @Nullable UUID loanId,
      @Nullable String patron,
      @Nullable Instant due,
      Destination destination,
      @Nullable String bin,
      @Nullable SetStanding set)
      implements CheckinOutcome {}

  /**
   * A set was returned by its barcode: the library has those of its items that are not missing.
   *
   * @param at when it was decided
   * @param set the state of the set now
   * @param branch the branch where the set goes, which may be this one
   * @param returned the items returned with it; empty where items of a set are scanned one by one
   *     here
   */
  record SetReturned(Instant at, SetStanding set, String branch, List<Returned> returned)
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
   * @param missing the barcodes of those that are on loan, lost or missing
   */
  record SetStanding(String barcode, String name, int size, List<String> missing) {

    /** Copies the list. */
    public SetStanding {
      missing = List.copyOf(missing);
    }
  }

  /**
   * The item belongs to another tenant with which there is an agreement, and is to be sent there.
   * The outcome does not reveal who had it.
   *
   * @param at when it was decided
   * @param barcode what is printed on it
   * @param owner the name of the tenant that owns it
   * @param home the name of the branch where it belongs
   */
  record OfOther(Instant at, String barcode, String title, String owner, String home)
      implements CheckinOutcome {}

  /**
   * The return was refused.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode in the command
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, String barcode, DecisionReason why)
      implements CheckinOutcome, Refusal {}

  /** Where a returned item goes. */
  sealed interface Destination {

    /** The branch where it goes. */
    String branch();

    /** The destination, as a sorting machine sees it. */
    default SortRule.Route way() {
      return switch (this) {
        case Shelf _ -> SortRule.Route.SHELF;
        case HoldShelf _ -> SortRule.Route.HOLD_SHELF;
        case HoldTransit _, Partner _ -> SortRule.Route.HOLD_ELSEWHERE;
        case Booked(_, _, var isHere, _) ->
            isHere ? SortRule.Route.HOLD_SHELF : SortRule.Route.HOLD_ELSEWHERE;
        case HomeTransit _, Lender _ -> SortRule.Route.HOME;
      };
    }

    /** The item and its destination, as the rules of a sorting machine see them. */
    default SortRule.ReturnedItem sorted(ItemFacts item) {
      return new SortRule.ReturnedItem(
          way(), branch(), item.category(), item.group(), item.location());
    }

    /**
     * To its place on the shelf.
     *
     * @param branch the branch where it was returned
     */
    record Shelf(String branch) implements Destination {}

    /**
     * To the hold shelf here.
     *
     * @param branch the branch where it was returned
     * @param patron an identifier of the patron who waits for it
     * @param patronName that patron's name
     * @param patronPhone that patron's telephone number, or null
     * @param shelf the place on the hold shelf, or null where staff have yet to put it there
     */
    record HoldShelf(
        String branch,
        String patron,
        String patronName,
        @Nullable String patronPhone,
        HoldFacts.@Nullable Shelf shelf)
        implements Destination {}

    /**
     * To the pickup branch of a hold.
     *
     * @param branch that branch
     * @param patron an identifier of the patron who waits for it; empty where whoever returned it
     *     does not see that branch
     * @param patronName that patron's name, empty likewise
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
     * To the patron who booked it next.
     *
     * @param branch the branch where they pick it up
     * @param booker the name of the patron who booked it
     * @param isHere whether it was returned at that branch
     * @param lentUntil when it is due, where it was lent to them directly; else null
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

    /**
     * To a partner whose patron waits for it, to whom it is lent with that.
     *
     * @param branch the branch that sends it
     * @param library the partner's name, with the branch there where it is picked up if that is
     *     known
     */
    record Partner(String branch, String library) implements Destination {}
  }
}
