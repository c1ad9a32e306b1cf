package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/** Decides on loans and renewals of sets: all items, or none with every reason. */
final class SetLending {

  private final Facts facts;
  private final Instant now;

  SetLending(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  /**
   * Lends or renews.
   *
   * @param patron to whom
   * @param set what
   * @param each decides on one item, for the patron who has the ones before
   */
  Decision decide(
      PatronFacts patron, SetFacts set, BiFunction<PatronFacts, ItemFacts, Decision> each) {
    var items = SetDesk.items(set, facts);
    if (items.isEmpty()) {
      var why = new Why("set-has-items", "item-set.items", "set", set.barcode());
      return Decision.refusal(
          new CheckoutOutcome.SetRefused(
              now, RefusalReason.SET_EMPTY, set.barcode(), set.name(), 0, List.of(), why),
          RefusalReason.SET_EMPTY,
          why);
    }
    var loans = new ArrayList<CheckoutOutcome.Granted>();
    var refused = new ArrayList<CheckoutOutcome.Refused>();
    var effects = new ArrayList<Effect>();
    var checks = new ArrayList<Check>();
    var having = patron;
    var booked = facts.bookings().open();
    for (var item : items) {
      var decision = each.apply(having, item);
      if (decision.outcome() instanceof CheckoutOutcome.Granted granted) {
        loans.add(granted);
        effects.addAll(decision.effects());
        booked(decision.effects());
        if (decision.effects().stream().anyMatch(LoanEffect.LoanOpened.class::isInstance)) {
          having = having.withLoan(item.group());
        }
      } else if (decision.outcome() instanceof CheckoutOutcome.Refused no) {
        refused.add(no);
        checks.addAll(Check.broken(decision.checks()));
      }
    }
    if (!refused.isEmpty()) {
      booked.forEach(facts.bookings()::add);
      var first = refused.getFirst();
      return Decision.refusal(
          new CheckoutOutcome.SetRefused(
              now, first.reason(), set.barcode(), set.name(), items.size(), refused, first.why()),
          checks);
    }
    var due =
        loans.stream().map(CheckoutOutcome.Granted::due).min(Comparator.naturalOrder()).orElse(now);
    return new Decision(
        new CheckoutOutcome.SetGranted(now, set.barcode(), set.name(), loans, due),
        effects,
        checks);
  }

  /**
   * What one item does to a booking the next one has to see; all of it is as it was if one is
   * refused.
   */
  private void booked(List<Effect> effects) {
    effects.forEach(effect -> {
      if (effect instanceof BookingEffect.BookingChanged(var booking, _)) {
        facts.bookings().add(booking);
      }
    });
  }
}
