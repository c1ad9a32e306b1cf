package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.bookings.BookingClaims;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.fees.LoanFees;
import org.samling.core.circulation.holds.HoldQueue;
import org.samling.core.circulation.holds.HoldShelf;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.policy.SortRule;

/** Decides on returns: ends the loan and says where the item goes. */
public final class Checkins {

  private final DecisionContext context;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;
  private final Instant moved;

  public Checkins(DecisionContext context, Facts facts, Origin origin) {
    this(context, facts, origin, context.now());
  }

  /**
   * Decides on returns that are reported afterwards.
   *
   * @param moved the time at which items are recorded as moved
   */
  public Checkins(DecisionContext context, Facts facts, Origin origin, Instant moved) {
    this.context = context;
    this.facts = facts;
    this.origin = origin;
    this.now = context.now();
    this.moved = moved;
  }

  public Decision checkin(LoanCommand.Checkin command) {
    var set = SetDesk.named(command.item(), facts);
    if (set.isPresent()) {
      return new SetCheckins(context, facts, origin).checkin(command, set.get());
    }
    return facts
        .item(command.item())
        .map(item -> checkin(command, item))
        .or(() -> facts.othersItem(command.item()).map(other -> ofOther(command, other)))
        .orElseGet(() -> {
          var why = ItemRules.unknown(command.item());
          return Decision.refusal(
              new CheckinOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, command.item(), why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }

  private Decision ofOther(LoanCommand.Checkin command, Facts.OthersItem item) {
    var barcode = command.item();
    return new Decision(
        new CheckinOutcome.OfOther(now, barcode, item.title(), item.ownerName(), item.home()),
        List.of(
            new ItemEffect.OthersItemHandedIn(
                barcode, item.owner(), origin.branch(), notAfterNow(command.at()))),
        List.of());
  }

  public Decision checkin(LoanCommand.Checkin command, ItemFacts item) {
    var loan = facts.loanOf(item.id());
    var shipped = loan.flatMap(l -> new PartnerShipments(context, facts, origin).shippedJustNow(l));
    if (shipped.isPresent()) {
      return new Decision(
          returned(item, Optional.empty(), null, shipped.get(), command.handling()),
          List.of(),
          List.of());
    }
    var effects = new ArrayList<Effect>();
    loan.ifPresent(
        l -> effects.add(new LoanEffect.LoanClosed(l, handedIn(command.at(), l), origin.branch())));
    var charges =
        loan.map(l ->
                new LoanFees(context, facts)
                    .returned(l, item, handedIn(command.at(), l), origin.branch()))
            .orElse(LoanFees.NONE);
    effects.addAll(charges.effects());

    var returned = loan.map(LoanFacts::id).orElse(null);
    if (returned == null) {
      effects.add(new ItemEffect.ItemCameIn(item.id(), origin.branch(), now));
    }
    var destination = route(item, returned, command.handling(), effects);
    return new Decision(
        returned(item, loan, returned, destination, command.handling()), effects, charges.checks());
  }

  private CheckinOutcome.Returned returned(
      ItemFacts item,
      Optional<LoanFacts> loan,
      @Nullable UUID returned,
      Destination destination,
      ReturnHandling handling) {
    return new CheckinOutcome.Returned(
        now,
        ItemView.of(item, context.policy()),
        returned,
        loan.filter(facts::seesBorrower).map(LoanFacts::patron).orElse(null),
        loan.map(LoanFacts::due).orElse(null),
        destination,
        bin(item, destination, handling),
        standing(item, loan));
  }

  /** How complete the item's set is once the item is in; null if it is part of none. */
  private CheckinOutcome.@Nullable SetStanding standing(ItemFacts item, Optional<LoanFacts> loan) {
    var set = item.partOfSet() == null ? null : facts.bookings().set(item.partOfSet()).orElse(null);
    if (set == null) {
      return null;
    }
    var others = set.items().stream().filter(id -> !id.equals(item.id())).toList();
    var standing =
        new SetCheckins(context, facts, origin)
            .standing(
                new SetFacts(set.barcode(), set.name(), others),
                loan.map(l -> Set.of(l.patronId())).orElse(Set.of()),
                Set.of());
    return new CheckinOutcome.SetStanding(
        set.barcode(), set.name(), set.items().size(), standing.missing());
  }

  /**
   * Records that another tenant took the item in: the loan ends and the item is in transit home.
   */
  public Decision checkin(LoanCommand.CheckinElsewhere command) {
    return facts
        .item(command.item())
        .map(item -> checkin(command, item))
        .orElseGet(() -> {
          var why = ItemRules.unknown(command.item());
          return Decision.refusal(
              new LoanOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, command.item(), null, why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }

  private Decision checkin(LoanCommand.CheckinElsewhere command, ItemFacts item) {
    var elsewhere = command.tenant() + "/" + command.branch();
    var loan = facts.loanOf(item.id());
    var at = loan.map(l -> handedIn(command.at(), l)).orElseGet(() -> notAfterNow(command.at()));
    var checks = new ArrayList<Check>();
    checks.add(notSince(item, loan, command.recorded()));
    if (!Check.broken(checks).isEmpty()) {
      var first = checks.getFirst();
      return Decision.refusal(
          new LoanOutcome.Refused(
              now,
              first.reason(),
              item.barcode(),
              ItemView.of(item, context.policy()),
              first.why()),
          checks);
    }
    var effects = new ArrayList<Effect>();
    loan.ifPresent(l -> {
      effects.add(new LoanEffect.LoanClosedElsewhere(l, at, elsewhere));
      var charges = new LoanFees(context, facts).returned(l, item, at, elsewhere);
      effects.addAll(charges.effects());
      checks.addAll(charges.checks());
    });
    Optional.ofNullable(item.holdId())
        .flatMap(facts::hold)
        .ifPresent(hold -> effects.add(new HoldEffect.HoldChanged(hold.waitingAgain(), now)));
    effects.addAll(Moves.sendHome(item, elsewhere, at, now));
    return new Decision(
        new LoanOutcome.Changed(
            now, loan.map(LoanFacts::id).orElse(null), ItemView.of(item, context.policy()), null),
        effects,
        checks);
  }

  /**
   * The rule that later events win: the item may have come home, and even been lent again, before
   * its library heard of the return.
   */
  private Check notSince(ItemFacts item, Optional<LoanFacts> loan, Instant recorded) {
    var since =
        loan.map(LoanFacts::at).or(() -> facts.lastMove(item.id())).filter(recorded::isBefore);
    return new Check(
        RefusalReason.MOVED_SINCE,
        new DecisionReason("handed-in-last", "item.moved-at", "item", item.barcode()),
        since
            .map(moved -> (loan.isPresent() ? "lent at " : "moved at ") + moved)
            .orElse("nothing since"),
        since.isPresent());
  }

  /** Decides where the item goes, and adds the effects of that. */
  public Destination route(
      ItemFacts item, @Nullable UUID returned, ReturnHandling handling, List<Effect> effects) {
    var here = origin.branch();
    var booked =
        item.holdId() == null
            ? new BookingClaims(context, facts).next(item)
            : Optional.<BookingFacts>empty();
    if (booked.isPresent()) {
      return toBooker(booked.get(), item, returned, effects);
    }
    var queue = new HoldQueue(context, facts);
    var lender = item.borrowedFrom();
    // An item borrowed from another library is for the patron it came for, and nobody after.
    var hold =
        lender == null && ItemRules.isForLoan(item, context.policy(), now)
            ? next(queue, item)
            : queue.setAside(item);
    var shipments = new PartnerShipments(context, facts, origin);
    if (hold.isPresent() && handling.bindsHolds() && shipments.isPartners(hold.get())) {
      return shipments.ship(hold.get(), item, effects);
    }
    if (hold.isPresent()) {
      return handling.bindsHolds() || hold.get().state().hasItem()
          ? toHold(hold.get(), item, returned, handling, effects)
          : towards(hold.get(), item, returned, effects);
    }
    if (lender != null) {
      // Not for loan again: it is being made ready to go back, to a partner from any branch.
      var partner = context.policy().partners().suppliers().get(lender);
      var from = partner == null ? item.home() : here;
      effects.addAll(
          from.equals(here)
              ? Moves.to(item, ItemStatus.IN_PROCESS, here, null, returned, moved)
              : Moves.send(item, here, from, null, returned, moved));
      return new Destination.Lender(from, partner == null ? lender : partner);
    }
    if (item.home().equals(here)) {
      effects.addAll(Moves.to(item, ItemStatus.AVAILABLE, here, null, returned, moved));
      return new Destination.Shelf(here);
    }
    if (context.policy().floatsTo(item.floatingGroup(), here)) {
      effects.add(new ItemEffect.ItemFloated(item.id(), here, item.home(), returned, moved));
      effects.addAll(Moves.to(item, ItemStatus.AVAILABLE, here, null, returned, moved));
      return new Destination.Shelf(here);
    }
    effects.addAll(Moves.send(item, here, item.home(), null, returned, moved));
    return new Destination.HomeTransit(item.home());
  }

  /** The hold that the item fills: the one it is set aside for, or else the first in turn. */
  private Optional<HoldFacts> next(HoldQueue queue, ItemFacts item) {
    var shipments = new PartnerShipments(context, facts, origin);
    return queue
        .setAside(item)
        .or(() ->
            queue.waitingInOrder(item, origin.branch()).stream()
                .filter(hold -> shipments.canBeFilled(hold, item))
                .findFirst());
  }

  /**
   * Sends the item to the patron who booked it next. It is lent to them when it arrives at their
   * pickup branch, if they asked for that.
   */
  private Destination toBooker(
      BookingFacts booking, ItemFacts item, @Nullable UUID returned, List<Effect> effects) {
    var here = origin.branch();
    var pickup = booking.terms().pickup();
    if (!pickup.equals(here)) {
      effects.addAll(Moves.send(item, here, pickup, null, returned, moved));
      return new Destination.Booked(
          pickup, facts.seen().branch(pickup) ? booking.patronName() : "", false, null);
    }
    var patron =
        facts
            .patron(booking.patronId())
            .filter(p -> booking.terms().isForwarded())
            .filter(p -> Check.broken(new PatronRules(context).checks(p)).isEmpty());
    if (patron.isEmpty()) {
      effects.addAll(Moves.to(item, ItemStatus.AVAILABLE, here, null, returned, moved));
      return new Destination.Booked(here, booking.patronName(), true, null);
    }
    var until = booking.terms().until();
    var due =
        context.due(
            until,
            new DecisionReason(
                "booking-ends", "booking.until", "booking " + booking.id(), until.toString()));
    var loan =
        LoanFacts.begun(
            Uuids.next(now), item, booking.patronId(), booking.patron(), here, now, due);
    effects.add(new LoanEffect.LoanOpened(loan, List.of()));
    effects.addAll(Moves.to(item, ItemStatus.ON_LOAN, here, moved));
    effects.add(new BookingEffect.BookingChanged(booking.lent(item.id(), true), now));
    return new Destination.Booked(here, booking.patronName(), true, loan.due());
  }

  /** The bin that the branch's sorting machine puts the item into. */
  private @Nullable String bin(ItemFacts item, Destination destination, ReturnHandling handling) {
    return context
        .policy()
        .sortRule(origin.branch(), handling.sortRules(), destination.sorted(item))
        .map(SortRule::bin)
        .orElse(null);
  }

  /** Sends the item towards a hold without binding the hold to it: staff check it in there. */
  private Destination towards(
      HoldFacts hold, ItemFacts item, @Nullable UUID returned, List<Effect> effects) {
    var here = origin.branch();
    var isFetchedHere = hold.pickup().equals(here);
    effects.addAll(
        isFetchedHere
            ? Moves.to(item, ItemStatus.AVAILABLE, here, null, returned, moved)
            : Moves.send(item, here, hold.pickup(), null, returned, moved));
    return destination(hold, null);
  }

  private Destination toHold(
      HoldFacts hold,
      ItemFacts item,
      @Nullable UUID returned,
      ReturnHandling handling,
      List<Effect> effects) {
    var here = origin.branch();
    var shelf = new HoldShelf(context, facts);
    var isFetchedHere = hold.pickup().equals(here);
    var filled = hold;
    if (isFetchedHere
        && hold.state() != HoldState.READY
        && shelf.isShelvedAtCheckin(handling.shelving())) {
      filled = shelf.shelve(hold, item, effects);
    } else if (!isFetchedHere || hold.state() != HoldState.READY) {
      filled = hold.bound(isFetchedHere ? HoldState.BOUND : HoldState.IN_TRANSIT, item.id());
      effects.add(new HoldEffect.HoldChanged(filled, now));
    }
    effects.addAll(
        isFetchedHere
            ? Moves.to(item, status(filled), here, hold.id(), returned, moved)
            : Moves.send(item, here, hold.pickup(), hold.id(), returned, moved));
    return destination(hold, filled.shelf());
  }

  private Destination destination(HoldFacts hold, HoldFacts.@Nullable Shelf shelf) {
    var here = origin.branch();
    return hold.pickup().equals(here)
        ? new Destination.HoldShelf(
            here, hold.patron(), hold.patronName(), hold.patronPhone(), shelf)
        : facts.seen().branch(hold.pickup())
            ? new Destination.HoldTransit(
                hold.pickup(), hold.patron(), hold.patronName(), hold.patronPhone())
            : new Destination.HoldTransit(hold.pickup(), "", "", null);
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
    var then = notAfterNow(at);
    return then.isBefore(loan.at()) ? loan.at() : then;
  }

  private Instant notAfterNow(Instant at) {
    return at.isAfter(now) ? now : at;
  }
}
