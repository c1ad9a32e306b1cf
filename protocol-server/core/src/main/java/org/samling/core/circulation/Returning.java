package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.samling.core.circulation.CheckinOutcome.Destination;

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
        .orElseGet(() ->
            Decision.refusal(
                new CheckinOutcome.Refused(
                    now, RefusalReason.ITEM_UNKNOWN, command.item(), unknownItem(command.item())),
                RefusalReason.ITEM_UNKNOWN,
                unknownItem(command.item())));
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
    var hold = hold(item);
    var here = origin.branch();
    Destination destination;
    if (hold.isPresent()) {
      var h = hold.get();
      var fetchedHere = h.pickup().equals(here);
      effects.add(
          new Effect.HoldChanged(
              h.bound(fetchedHere ? HoldState.READY : HoldState.IN_TRANSIT, item.id()), now));
      effects.add(
          new Effect.ItemMoved(
              item.id(),
              fetchedHere ? ItemStatus.ON_HOLD_SHELF : ItemStatus.IN_TRANSIT,
              h.pickup(),
              h.id(),
              returned,
              now));
      destination =
          fetchedHere
              ? new Destination.HoldShelf(here, h.patron(), h.patronName())
              : new Destination.HoldTransit(h.pickup(), h.patron(), h.patronName());
    } else if (item.home().equals(here)) {
      effects.add(new Effect.ItemMoved(item.id(), ItemStatus.AVAILABLE, here, null, returned, now));
      destination = new Destination.Shelf(here);
    } else {
      effects.add(
          new Effect.ItemMoved(item.id(), ItemStatus.IN_TRANSIT, item.home(), null, returned, now));
      destination = new Destination.HomeTransit(item.home());
    }
    var outcome =
        new CheckinOutcome.Returned(
            now,
            ItemShown.of(item, grounds.policy()),
            returned,
            loan.map(LoanFacts::patron).orElse(null),
            loan.map(LoanFacts::due).orElse(null),
            destination);
    return new Decision(outcome, effects, charges.checks());
  }

  /** The hold that the item is set aside for already, or else the first in the queue. */
  private Optional<HoldFacts> hold(ItemFacts item) {
    var setAside = Optional.ofNullable(item.holdId()).flatMap(facts::hold);
    if (setAside.isPresent() || !ItemRules.isForLoan(item, grounds.policy(), now)) {
      return setAside;
    }
    return facts.waiting(item.recordId()).stream().findFirst();
  }

  private Instant handedIn(Instant at, LoanFacts loan) {
    var notAfterNow = at.isAfter(now) ? now : at;
    return notAfterNow.isBefore(loan.at()) ? loan.at() : notAfterNow;
  }

  static Why unknownItem(String barcode) {
    return new Why("item-known", "item.barcode", "item", barcode);
  }
}
