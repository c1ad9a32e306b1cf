package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * Decides on loans and renewals of sets: either all items that are there, or none, with every
 * reason. Missing items do not prevent a loan, and are listed in the outcome.
 */
final class SetCheckouts {

  /** The reasons that mean an item is missing, whatever other rules are broken. */
  private static final Set<RefusalReason> NOT_THERE =
      EnumSet.of(
          RefusalReason.ON_LOAN_TO_ANOTHER,
          RefusalReason.NOT_ON_LOAN_TO_PATRON,
          RefusalReason.ITEM_LOST);

  private final Facts facts;
  private final Instant now;

  SetCheckouts(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  /**
   * Lends or renews the items of a set.
   *
   * @param each decides on one item, for the patron with the loans of the items before it
   */
  Decision decide(
      PatronFacts patron, SetFacts set, BiFunction<PatronFacts, ItemFacts, Decision> each) {
    var items = SetDesk.items(set, facts);
    if (items.isEmpty()) {
      var why = new DecisionReason("set-has-items", "item-set.items", "set", set.barcode());
      return Decision.refusal(
          new CheckoutOutcome.SetRefused(
              now, RefusalReason.SET_EMPTY, set.barcode(), set.name(), 0, List.of(), why, null),
          RefusalReason.SET_EMPTY,
          why);
    }
    var loans = new ArrayList<CheckoutOutcome.Granted>();
    var refused = new ArrayList<CheckoutOutcome.Refused>();
    var missing = new ArrayList<CheckoutOutcome.Refused>();
    var effects = new ArrayList<Effect>();
    var checks = new ArrayList<Check>();
    LendingFee fee = null;
    var having = patron;
    var booked = facts.bookings().open();
    for (var item : items) {
      var decision = each.apply(having, item);
      if (decision.outcome() instanceof CheckoutOutcome.Granted granted) {
        loans.add(granted);
        effects.addAll(decision.effects());
        booked(decision.effects());
        fee = LendingFee.sum(fee, granted.fee());
        if (decision.effects().stream().anyMatch(LoanEffect.LoanOpened.class::isInstance)) {
          having = having.withLoan(item.group());
        }
      } else if (decision.outcome() instanceof CheckoutOutcome.Refused no) {
        var broken = Check.broken(decision.checks());
        var isMissing = broken.stream().map(Check::reason).anyMatch(NOT_THERE::contains);
        (isMissing ? missing : refused).add(no);
        if (!isMissing) {
          fee = LendingFee.sum(fee, no.fee());
        }
        checks.addAll(broken);
      }
    }
    if (loans.isEmpty() && refused.isEmpty()) {
      refused.addAll(missing);
    }
    if (!refused.isEmpty()) {
      booked.forEach(facts.bookings()::add);
      var first = refused.getFirst();
      return Decision.refusal(
          new CheckoutOutcome.SetRefused(
              now,
              first.reason(),
              set.barcode(),
              set.name(),
              items.size(),
              refused,
              first.why(),
              first.fee() == null ? null : fee),
          checks);
    }
    var due =
        loans.stream().map(CheckoutOutcome.Granted::due).min(Comparator.naturalOrder()).orElse(now);
    return new Decision(
        new CheckoutOutcome.SetGranted(
            now,
            set.barcode(),
            set.name(),
            loans,
            due,
            missing.stream().map(CheckoutOutcome.Refused::barcode).toList()),
        effects,
        List.of());
  }

  /**
   * Applies one item's booking changes, so that the next item sees them. They are rolled back if
   * any item is refused.
   */
  private void booked(List<Effect> effects) {
    effects.forEach(effect -> {
      if (effect instanceof BookingEffect.BookingChanged(var booking, _)) {
        facts.bookings().add(booking);
      }
    });
  }
}
