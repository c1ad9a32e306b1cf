package org.samling.operations.holds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldAtPartner;
import org.samling.core.circulation.HoldAtPartner.Stage;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.HoldCommand.PlaceHolds;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Refusals;
import org.samling.operations.Texts;
import org.samling.operations.Why;

/** What the operations on holds take and return. */
public final class Holds {

  private static final int NAME = 200;
  private static final int LAST_PICKUP_NUMBER = 9_999;
  private static final int MOST_SHELVED = 200;

  private Holds() {}

  /** A hold that is to be placed: on a title, or on one particular item. */
  public record Wanted(
      @Means("a card number") String patron,
      @Means(
              "the title, as source:number, or a single issue, as"
                  + " source:number?year=2026&issue=3; or")
          @Size(max = NAME) @Nullable String record,
      @Means("the barcode of one particular item") @Size(max = NAME) @Nullable String item,
      @Means("the code of a branch; default: the account's") @Size(max = NAME) @Nullable String pickup,
      @Means("the last day on which the hold is wanted") @Nullable LocalDate expires,
      @Means("the highest fee that the patron accepts, as the refusal told it; default: none")
          @Nullable Amount acceptFee) {}

  /** Holds on several titles that are to be placed together. */
  public record SeveralWanted(
      @Means("a card number") String patron,
      @Means(
              "the titles, as source:number, or single issues, as"
                  + " source:number?year=2026&issue=3, in the order in which they are wanted")
          @Size(min = 2, max = PlaceHolds.MAX_TITLES) List<@Size(max = NAME) String> records,
      @Means("whether the first available one is enough, or one follows the other") GroupType type,
      @Means("the code of a branch; default: the account's") @Size(max = NAME) @Nullable String pickup,
      @Means("the last day on which they are wanted") @Nullable LocalDate expires,
      @Means("the highest fee that the patron accepts, as the refusal told it; default: none")
          @Nullable Amount acceptFee) {}

  /** How holds that are placed together depend on each other. */
  public enum GroupType {
    /** The first available one is enough; the others end when it is picked up. */
    PARALLEL,
    /** Each waits until the one before was picked up or given up. */
    SERIAL;

    HoldType holdType() {
      return switch (this) {
        case PARALLEL -> HoldType.PARALLEL;
        case SERIAL -> HoldType.SERIAL;
      };
    }
  }

  /** Holds that were placed together. */
  public record SeveralPlaced(
      @Means("in the order of the titles") @Size(max = PlaceHolds.MAX_TITLES) List<Placed> holds,
      @Means("what was charged for all of them; left out where they cost nothing")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount fee) {

    static SeveralPlaced of(HoldOutcome.PlacedTogether placed, Tenant tenant) {
      return new SeveralPlaced(
          placed.holds().stream().map(hold -> Placed.of(hold, tenant)).toList(),
          Refusals.amount(placed.fee(), tenant));
    }
  }

  /** A hold that was placed. */
  public record Placed(
      @Means("of the hold") UUID number,
      @Means("in the queue, from 1") @Min(1) int position,
      @Means("the code of the pickup branch") @Size(max = Texts.LONGEST) String pickup,
      @Nullable Instant expires,
      @Means("whether staff are asked to fetch an item from a shelf") boolean onShelf,
      @Means("what was charged for it; left out where it costs nothing")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount fee) {

    static Placed of(HoldOutcome.Placed placed, Tenant tenant) {
      return new Placed(
          placed.holdId(),
          placed.position(),
          placed.pickup(),
          placed.expires(),
          placed.isOnShelf(),
          Refusals.amount(placed.fee(), tenant));
    }
  }

  /** Which hold of which patron. */
  public record WhichHold(
      @Means("a card number") String patron, @Means("the number of the hold") String hold) {}

  /** A hold that a patron waits for or can pick up. */
  public record Hold(
      UUID number,
      @Means("source:number of the title") @Size(max = Texts.LONGEST) String record,
      @Means("with the volume or issue, if one is wanted") @Size(max = Texts.LONGEST) String title,
      @Means("the code of the pickup branch") @Size(max = Texts.LONGEST) String pickup,
      HoldState state,
      Instant placed,
      @Means("the item that is set aside") @Size(max = Texts.LONGEST) @Nullable String item,
      @Nullable Instant expires,
      @JsonUnwrapped ShelfPlace place,
      @JsonUnwrapped Paused pause,
      @JsonUnwrapped AtPartner partner) {

    /** A hold of a patron's account. */
    public static Hold of(PatronAccount.Hold hold) {
      return new Hold(
          hold.id(),
          hold.record().toString(),
          hold.named(),
          hold.pickup(),
          hold.state(),
          hold.placed(),
          hold.barcode(),
          hold.expires(),
          new ShelfPlace(hold.shelf(), hold.pickupUntil()),
          Paused.of(hold.pause()),
          AtPartner.of(hold.partner()));
    }
  }

  /** How far a hold is with a partner that was asked; both parts are null where none was. */
  public record AtPartner(
      @Means("the partner that was asked for the title") @Size(max = Texts.LONGEST) @Nullable String partner,
      @Means("how far it is there: sent where its copy is on its way")
          @Nullable Stage partnerStage) {

    /** How far a hold is with a partner; null where none was asked. */
    public static AtPartner of(@Nullable HoldAtPartner partner) {
      return new AtPartner(
          partner == null ? null : partner.partner(), partner == null ? null : partner.stage());
    }
  }

  /** Where an item is on the hold shelf; both parts are null while it is not there. */
  public record ShelfPlace(
      @Means("the pickup number; null until it is on the hold shelf")
          @Min(1) @Max(LAST_PICKUP_NUMBER) @Nullable Integer shelf,
      @Means("the pickup deadline") @Nullable Instant pickupUntil) {

    /** A place on the hold shelf, or none. */
    public static ShelfPlace of(HoldFacts.@Nullable Shelf shelf) {
      return new ShelfPlace(
          shelf == null ? null : shelf.number(), shelf == null ? null : shelf.until());
    }
  }

  /** When a hold is paused; both parts are null where it is not. */
  public record Paused(
      @Means("the first day of its pause") @Nullable LocalDate pausedFrom,
      @Means("the last day of its pause; null if open-ended") @Nullable LocalDate pausedUntil) {

    static Paused of(HoldFacts.@Nullable Pause pause) {
      return new Paused(pause == null ? null : pause.from(), pause == null ? null : pause.until());
    }
  }

  /** A hold, and its place in the queue. */
  public record QueuedHold(
      @JsonUnwrapped Hold hold,
      @Means("in the queue, from 1; null if it can be picked up") @Min(1) @Nullable Integer place) {}

  /** What is to be changed of a hold. */
  public record Change(
      @Means("a card number") String patron,
      @Means("the number of the hold") String hold,
      @Means("the code of a branch; default: unchanged") @Size(max = NAME) @Nullable String pickup,
      @Means("the last day on which it is wanted; default: unchanged")
          @Nullable LocalDate expires) {}

  /** When a hold is to be paused. */
  public record NewPause(
      @Means("a card number") String patron,
      @Means("the number of the hold") String hold,
      @Means("the first day; default: today") @Nullable LocalDate from,
      @Means("the last day; default: until it is resumed") @Nullable LocalDate until) {}

  /** A hold that was changed. */
  public record Changed(
      @Means("of the hold") UUID number,
      HoldState state,
      @Means("the code of the pickup branch") @Size(max = Texts.LONGEST) String pickup,
      @Nullable Instant expires,
      @Means("the item that is set aside or to be fetched") @Size(max = Texts.LONGEST) @Nullable String item,
      @JsonUnwrapped ShelfPlace place) {

    /** The same for somebody who does not see the item. */
    Changed withoutItem() {
      return new Changed(number, state, pickup, expires, null, place);
    }

    static Changed of(HoldOutcome.Changed changed) {
      return new Changed(
          changed.holdId(),
          changed.state(),
          changed.pickup(),
          changed.expires(),
          changed.item(),
          ShelfPlace.of(changed.shelf()));
    }
  }

  /** The branch whose list is shown, and how much of it. */
  public record WhichList(
      @Means("the code of the branch; default: the account's") @Nullable String branch,
      @Means("the most items to list; default: 100") @Min(1) @Max(Paging.MAX) @Nullable Integer limit) {

    int most() {
      return limit == null ? Paging.DEFAULT : limit;
    }
  }

  /** The hold shelf of a branch. */
  public record Shelf(
      @Means("first what is to be taken off, then what is to be put there") @Size(max = Paging.MAX) List<ShelvedItem> shelf,
      @Means("false if there is more than this") boolean complete) {}

  /** An item on the hold shelf, or to be put there. */
  public record ShelvedItem(
      @Means("of the hold") UUID number,
      @Means("its barcode") @Size(max = Texts.LONGEST) String item,
      @Size(max = Texts.LONGEST) String title,
      @Means("a card number") @Size(max = Texts.LONGEST) String patron,
      @JsonUnwrapped ShelfPlace place,
      @Means("whether it is to be removed from the shelf") boolean over) {

    static ShelvedItem of(HoldLists.OnShelf entry) {
      return new ShelvedItem(
          entry.hold(),
          entry.item(),
          entry.title(),
          entry.patron(),
          ShelfPlace.of(entry.shelf()),
          entry.isOver());
    }
  }

  /** Which item is to be put on the hold shelf. */
  public record WhichItem(
      @Means("a barcode") @Size(max = NAME) String item,
      @Means("the code of the branch; default: the account's") @Size(max = NAME) @Nullable String branch) {}

  /** Which items are to be put on the hold shelf. */
  public record WhichItems(
      @Means("barcodes") @Size(min = 1, max = MOST_SHELVED) List<@Size(max = NAME) String> items,
      @Means("the code of the branch; default: the account's") @Size(max = NAME) @Nullable String branch) {}

  /** What became of several items that were to be put on the hold shelf. */
  public record AllShelved(
      @Means("the items that are on the shelf") @Size(max = MOST_SHELVED) List<NowShelved> shelved,
      @Means("the items that are not") @Size(max = MOST_SHELVED) List<NotShelved> refused) {}

  /** An item that is on the hold shelf. */
  public record NowShelved(
      @Means("its barcode") @Size(max = NAME) String item, @JsonUnwrapped ShelfPlace place) {}

  /** An item that was not put on the hold shelf. */
  public record NotShelved(
      @Means("its barcode") @Size(max = NAME) String item, RefusalReason reason, Why why) {}

  /** The items to be fetched from a branch's shelves for holds. */
  public record PullList(
      @Means("in the order of the shelves") @Size(max = Paging.MAX) List<Pulled> items,
      @Means("false if there is more than this") boolean complete) {}

  /** An item to be fetched from a shelf. */
  public record Pulled(
      @Means("of the hold that it is for") UUID number,
      @Means("its barcode") @Size(max = Texts.LONGEST) String item,
      @Means("where it stands within the branch") @Size(max = Texts.LONGEST) @Nullable String location,
      @Size(max = Texts.LONGEST) @Nullable String callNumber,
      @Size(max = Texts.LONGEST) @Nullable String author,
      @Size(max = Texts.LONGEST) String title,
      @Means("the code of the pickup branch") @Size(max = Texts.LONGEST) String pickup,
      @Means("when the hold was placed") Instant placed) {

    static Pulled of(HoldLists.Pull pull) {
      return new Pulled(
          pull.hold(),
          pull.item(),
          pull.location(),
          pull.callNumber(),
          pull.author(),
          pull.title(),
          pull.pickup(),
          pull.placed());
    }
  }

  /** Whose places in the queues are listed. */
  public record WhichPatron(@Means("a card number") String patron) {}

  /** The places of a patron in the queues, that of the oldest hold first. */
  public record Queues(List<QueuePlace> queues) {}

  /** The place of a hold in its queue. */
  public record QueuePlace(
      @Means("of the hold") UUID number,
      @Size(max = Texts.LONGEST) String title,
      @Means("from 1") @Min(1) int place,
      @Means("how many holds wait in the queue") @Min(1) int waiting,
      @Means("in how many days an item can be expected; null if none can") @Nullable Integer days,
      @JsonUnwrapped AtPartner partner) {

    static QueuePlace of(HoldLists.QueuePlace place) {
      return new QueuePlace(
          place.hold(),
          place.title(),
          place.number(),
          place.waiting(),
          place.days(),
          AtPartner.of(place.partner()));
    }
  }
}
