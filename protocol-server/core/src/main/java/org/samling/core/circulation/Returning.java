package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.CheckinOutcome.Destination;
import org.samling.core.policy.SortRule;

/** Decides on returns: ends the loan and says where the item goes. */
final class Returning {

  private final Grounds grounds;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;

  Returning(Grounds grounds, Facts facts, Origin origin) {
    this.grounds = grounds;
    this.facts = facts;
    this.origin = origin;
    this.now = grounds.now();
  }

  Decision checkin(LoanCommand.Checkin command) {
    return facts
        .item(command.item())
        .map(item -> checkin(command, item))
        .or(() -> facts.othersItem(command.item()).map(other -> ofOther(command.item(), other)))
        .orElseGet(() -> {
          var why = unknownItem(command.item());
          return Decision.refusal(
              new CheckinOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, command.item(), why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }

  private Decision ofOther(String barcode, Facts.OthersItem item) {
    return new Decision(
        new CheckinOutcome.OfOther(now, barcode, item.title(), item.ownerName(), item.home()),
        List.of(new Effect.OthersItemHandedIn(barcode, item.owner(), origin.branch(), now)),
        List.of());
  }

  private Decision checkin(LoanCommand.Checkin command, ItemFacts item) {
    var effects = new ArrayList<Effect>();
    var loan = facts.loanOf(item.id());
    loan.ifPresent(
        l -> effects.add(new Effect.LoanClosed(l, handedIn(command.at(), l), origin.branch())));
    var charges =
        loan.map(l ->
                new LoanFees(grounds, facts, origin).returned(l, item, handedIn(command.at(), l)))
            .orElse(LoanFees.NONE);
    effects.addAll(charges.effects());

    var returned = loan.map(LoanFacts::id).orElse(null);
    var destination = route(item, returned, effects);
    var outcome =
        new CheckinOutcome.Returned(
            now,
            ItemShown.of(item, grounds.policy()),
            returned,
            loan.map(LoanFacts::patron).orElse(null),
            loan.map(LoanFacts::due).orElse(null),
            destination,
            bin(item, destination));
    return new Decision(outcome, effects, charges.checks());
  }

  /** Where the item goes, and what that changes. */
  private Destination route(ItemFacts item, @Nullable UUID returned, List<Effect> effects) {
    var here = origin.branch();
    var queue = new HoldQueue(grounds, facts);
    var hold =
        ItemRules.isForLoan(item, grounds.policy(), now)
            ? queue.next(item, here)
            : queue.setAside(item);
    if (hold.isPresent()) {
      return toHold(hold.get(), item, returned, effects);
    }
    if (item.home().equals(here)) {
      effects.addAll(Moves.to(item, ItemStatus.AVAILABLE, here, null, returned, now));
      return new Destination.Shelf(here);
    }
    if (grounds.policy().floatsTo(item.floatingGroup(), here)) {
      effects.add(new Effect.ItemFloated(item.id(), here, now));
      effects.addAll(Moves.to(item, ItemStatus.AVAILABLE, here, null, returned, now));
      return new Destination.Shelf(here);
    }
    effects.addAll(Moves.send(item, here, item.home(), null, returned, now));
    return new Destination.HomeTransit(item.home());
  }

  /** The bin that the branch's sorting machine puts the item into. */
  private @Nullable String bin(ItemFacts item, Destination destination) {
    var way =
        switch (destination) {
          case Destination.Shelf _ -> SortRule.Way.SHELF;
          case Destination.HoldShelf _ -> SortRule.Way.HOLD_SHELF;
          case Destination.HoldTransit _ -> SortRule.Way.HOLD_ELSEWHERE;
          case Destination.HomeTransit _ -> SortRule.Way.HOME;
        };
    return grounds.policy().sortRules().stream()
        .filter(rule -> rule.branch().equals(origin.branch()))
        .filter(rule ->
            rule.conditions()
                .hold(way, destination.branch(), item.category(), item.group(), item.location()))
        .map(SortRule::bin)
        .findFirst()
        .orElse(null);
  }

  private Destination toHold(
      HoldFacts hold, ItemFacts item, @Nullable UUID returned, List<Effect> effects) {
    var here = origin.branch();
    var shelf = new HoldShelf(grounds, facts);
    var isFetchedHere = hold.pickup().equals(here);
    var filled = hold;
    if (isFetchedHere && hold.state() != HoldState.READY && shelf.isShelvedAtCheckin()) {
      filled = shelf.shelve(hold, item, effects);
    } else if (!isFetchedHere || hold.state() != HoldState.READY) {
      filled = hold.bound(isFetchedHere ? HoldState.BOUND : HoldState.IN_TRANSIT, item.id());
      effects.add(new Effect.HoldChanged(filled, now));
    }
    effects.addAll(
        isFetchedHere
            ? Moves.to(item, status(filled), here, hold.id(), returned, now)
            : Moves.send(item, here, hold.pickup(), hold.id(), returned, now));
    return isFetchedHere
        ? new Destination.HoldShelf(
            here, hold.patron(), hold.patronName(), hold.patronPhone(), filled.shelf())
        : new Destination.HoldTransit(
            hold.pickup(), hold.patron(), hold.patronName(), hold.patronPhone());
  }

  private static ItemStatus status(HoldFacts hold) {
    return switch (hold.state()) {
      case READY -> ItemStatus.ON_HOLD_SHELF;
      case BOUND -> ItemStatus.SET_ASIDE;
      case IN_TRANSIT, WAITING, FULFILLED, CANCELLED, EXPIRED, NOT_FETCHED ->
          throw new IllegalStateException(
              "no item is set aside for a hold that is " + hold.state());
    };
  }

  private Instant handedIn(Instant at, LoanFacts loan) {
    var notAfterNow = at.isAfter(now) ? now : at;
    return notAfterNow.isBefore(loan.at()) ? loan.at() : notAfterNow;
  }

  static Why unknownItem(String barcode) {
    return new Why("item-known", "item.barcode", "item", barcode);
  }
}
