package org.samling.core.circulation.fees;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/** Works out what a return, an undone return or a lost item changes about the fees owed. */
public final class LoanFees {

  public static final Charges NONE = new Charges(List.of(), List.of());

  private final DecisionContext context;
  private final Facts facts;

  public LoanFees(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  /**
   * The fees charged and cancelled.
   *
   * @param effects the entries in the ledger
   * @param checks the rules that were checked
   */
  public record Charges(List<Effect> effects, List<Check> checks) {}

  /** The effect of a return at a place: late fees, and the fees of a lost item that is found. */
  public Charges returned(LoanFacts loan, ItemFacts item, Instant handedIn, String place) {
    var booking = booking(loan);
    var checks = returned(loan, item, handedIn, place, booking);
    booking.useCredit();
    return new Charges(booking.effects(), checks);
  }

  /** The same, added to other ledger entries; credit is not used yet. */
  public List<Check> returned(
      LoanFacts loan, ItemFacts item, Instant handedIn, String place, LedgerEntries booking) {
    var checks =
        new ArrayList<>(
            new LateFees(context, facts).atReturn(loan, item, handedIn, place, booking));
    if (loan.lostAt() != null) {
      checks.addAll(found(loan, handedIn, booking));
    }
    return checks;
  }

  /**
   * Cancels what was charged for a loss: within the days of the setting all of it, so that what was
   * paid becomes credit; later only what is still open.
   */
  private List<Check> found(LoanFacts loan, Instant handedIn, LedgerEntries booking) {
    var refund = context.setting(Setting.FEE_REFUND_FOUND);
    var days = context.setting(Setting.FEE_REFUND_FOUND_DAYS);
    var isPaidBack = isWithin(days.value(), loan, handedIn);
    var fees =
        facts
            .ledger()
            .ofLoan(loan)
            .filter(fee -> fee.type() == FeeType.REPLACEMENT || fee.type() == FeeType.PROCESSING)
            .toList();
    var open = fees.stream().mapToLong(FeeFacts::open).sum();
    var paid = fees.stream().mapToLong(FeeFacts::paid).sum();
    if (refund.value()) {
      for (var fee : fees) {
        var amount = isPaidBack ? fee.effectiveAmount() : fee.open();
        if (amount > 0) {
          booking.voidByReturn(fee, amount, loan.id());
        }
      }
    }
    return List.of(
        new Check(
            RefusalReason.NOTHING_OWED,
            DecisionContext.why("refund-found", refund),
            "open for the loss: " + open,
            false),
        new Check(
            RefusalReason.NOTHING_OWED,
            DecisionContext.why("refund-found-paid", days),
            "paid for the loss: %d, %s".formatted(paid, isPaidBack ? "in time" : "too late"),
            false));
  }

  private boolean isWithin(int days, LoanFacts loan, Instant handedIn) {
    var lost = loan.lostAt();
    var policy = context.policy();
    return days > 0
        && lost != null
        && !policy.day(handedIn).isAfter(policy.day(lost).plusDays(days));
  }

  /** Undoes a return: cancels what it charged, and charges again what it cancelled. */
  public List<Effect> undoReturn(LoanFacts loan, Instant returned) {
    var booking = booking(loan);
    for (var fee : facts.ledger().fees(loan.patronId())) {
      if (loan.id().equals(fee.loanId())
          && fee.recorded().equals(returned)
          && fee.effectiveAmount() > 0) {
        booking.voidByReturn(fee, fee.effectiveAmount(), loan.id());
      }
      var feeLoan = fee.loanId();
      var voiding = fee.lastVoiding();
      if (feeLoan != null && voiding != null && voiding.isOf(loan.id(), returned)) {
        booking.charge(
            fee.type(),
            voiding.amount(),
            fee.itemId(),
            new LedgerEntries.ForLoan(feeLoan, fee.dueDay()),
            facts.patron(loan.patronId()).map(FeeReasons::returnUndone).orElse(null),
            fee.arose());
      }
    }
    booking.useCredit();
    return booking.effects();
  }

  /** Charges the patron who has a lost item on loan its price and the processing fee. */
  public Charges lost(ItemFacts item) {
    var loan = facts.loanOf(item.id()).filter(l -> l.lostAt() == null);
    var patron = loan.flatMap(l -> facts.patron(l.patronId()));
    if (loan.isEmpty() || patron.isEmpty()) {
      return NONE;
    }
    var circumstances = context.of(patron.get(), item);
    var price = item.price();
    var replacement =
        price == null
            ? context
                .find(Term.REPLACEMENT_PRICE, circumstances)
                .map(ruling -> new Cost(ruling.value(), DecisionContext.why("replacement", ruling)))
            : Optional.of(
                new Cost(
                    price,
                    new DecisionReason("replacement", "item.price", "item", Long.toString(price))));
    var processing =
        context
            .find(Term.REPLACEMENT_FEE, circumstances)
            .map(
                ruling -> new Cost(ruling.value(), DecisionContext.why("replacement-fee", ruling)));
    var booking = booking(loan.get());
    var checks = new ArrayList<Check>();
    replacement.ifPresent(cost ->
        charge(
            new Loss(FeeType.REPLACEMENT, cost, FeeReasons.lost(patron.get())),
            loan.get(),
            booking,
            checks));
    processing.ifPresent(cost ->
        charge(
            new Loss(FeeType.PROCESSING, cost, FeeReasons.workForLost(patron.get())),
            loan.get(),
            booking,
            checks));
    booking.useCredit();
    return new Charges(booking.effects(), checks);
  }

  private record Cost(long amount, DecisionReason why) {}

  /** A fee for a loss, and its reason for the patron to read. */
  private record Loss(FeeType type, Cost cost, String reason) {}

  private static void charge(Loss loss, LoanFacts loan, LedgerEntries booking, List<Check> checks) {
    var cost = loss.cost();
    if (cost.amount() > 0) {
      booking.charge(
          loss.type(),
          cost.amount(),
          loan.itemId(),
          new LedgerEntries.ForLoan(loan.id(), null),
          loss.reason(),
          booking.now());
    }
    checks.add(
        new Check(RefusalReason.NOTHING_OWED, cost.why(), "charged " + cost.amount(), false));
  }

  private LedgerEntries booking(LoanFacts loan) {
    return new LedgerEntries(facts.ledger(), loan.patronId(), context.now());
  }
}
