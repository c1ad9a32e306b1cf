package org.samling.core.circulation.fees;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.circulation.rules.Lateness;

/**
 * Decides on late fees, while a loan is open and when it ends.
 *
 * <p>A patron's loans with the same due date that are returned on the same day at the same branch
 * cost one fee: the highest of theirs. Fees already charged for these loans with that due date
 * count towards it. While loans are open, those of a patron with the same due date are treated as
 * though they were returned together; any excess is cancelled on their return.
 */
public final class LateFees {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public LateFees(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  /** Charges what a return adds to the late fees so far, or cancels what they are too high by. */
  List<Check> atReturn(
      LoanFacts loan, ItemFacts item, Instant handedIn, String place, LedgerEntries booking) {
    var patron = facts.patron(loan.patronId());
    if (patron.isEmpty()) {
      return List.of();
    }
    var late = Lateness.of(context.policy(), now, patron.get(), item, loan, handedIn);
    var day = context.policy().day(handedIn);
    var together = charged(loan, late, fee -> isOf(fee, loan) || cameBack(fee, day, place));
    var others = sum(together.stream().filter(fee -> !isOf(fee, loan)).toList());
    var more = Math.max(late.cost(), others) - sum(together);
    if (more > 0) {
      charge(loan, late, more, FeeReasons.late(patron.get(), late), booking);
    }
    giveUp(together, -more, loan, booking);
    return late.days() == 0 && together.isEmpty()
        ? List.of()
        : List.of(late.check(RefusalReason.NOTHING_OWED, Math.max(0, more), false));
  }

  /**
   * Cancels the late fees for a due date that no longer counts because the loan was renewed, except
   * what lateness cost up to the renewal.
   *
   * @param loan the loan before the renewal
   * @param until when it was renewed; null if that due date never counted
   */
  public void cancelForRenewal(
      LoanFacts loan, ItemFacts item, @Nullable Instant until, LedgerEntries booking) {
    var patron = facts.patron(loan.patronId());
    if (patron.isEmpty()) {
      return;
    }
    var late =
        Lateness.of(
            context.policy(), now, patron.get(), item, loan, until == null ? loan.due() : until);
    var own = charged(loan, late, fee -> isOf(fee, loan));
    giveUp(own, sum(own) - late.cost(), loan, booking);
  }

  private static void giveUp(
      List<FeeFacts> fees, long tooMuch, LoanFacts loan, LedgerEntries booking) {
    var left = tooMuch;
    for (var fee : fees.reversed()) {
      var part = Math.min(Math.max(0, left), fee.effectiveAmount());
      if (part > 0) {
        booking.voidByReturn(fee, part, loan.id());
        left -= part;
      }
    }
  }

  public Decision accrue(FeeCommand.AccrueOverdue command) {
    var item = facts.item(command.item());
    if (item.isEmpty()) {
      return refused(RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(command.item()));
    }
    var loan = facts.loanOf(item.get().id());
    var patron = loan.flatMap(l -> facts.patron(l.patronId()));
    if (loan.isEmpty() || patron.isEmpty()) {
      return refused(
          RefusalReason.NOT_ON_LOAN,
          new DecisionReason("on-loan", "item.loan", "item", command.item()));
    }
    return accrue(item.get(), loan.get(), patron.get());
  }

  private Decision accrue(ItemFacts item, LoanFacts loan, PatronFacts patron) {
    var late = Lateness.of(context.policy(), now, patron, item, loan, now);
    var together =
        charged(loan, late, fee -> isOf(fee, loan) || !facts.ledger().hasEnded(fee.loanId()));
    var more = Math.max(0, late.cost() - sum(together));
    var checks =
        List.of(
            Lateness.notClaimed(loan),
            late.check(
                late.days() == 0 ? RefusalReason.NOT_OVERDUE : RefusalReason.NOTHING_OWED,
                more,
                more == 0));
    if (!Check.broken(checks).isEmpty()) {
      return FeeRules.refused(now, checks);
    }
    var booking = new LedgerEntries(facts.ledger(), patron.id(), now);
    var fee = charge(loan, late, more, FeeReasons.late(patron, late), booking);
    booking.useCredit();
    return new Decision(
        new FeeOutcome.Charged(now, fee, patron.debt() + booking.moreDebt()),
        booking.effects(),
        checks);
  }

  private static UUID charge(
      LoanFacts loan, Lateness late, long amount, String reason, LedgerEntries booking) {
    return booking.charge(
        FeeType.OVERDUE,
        amount,
        loan.itemId(),
        new LedgerEntries.ForLoan(loan.id(), late.dueDay()),
        reason,
        booking.now());
  }

  /** The patron's late fees for that due date. */
  private List<FeeFacts> charged(LoanFacts loan, Lateness late, Predicate<FeeFacts> which) {
    return facts.ledger().fees(loan.patronId()).stream()
        .filter(fee -> fee.type() == FeeType.OVERDUE && late.dueDay().equals(fee.dueDay()))
        .filter(which)
        .toList();
  }

  private static boolean isOf(FeeFacts fee, LoanFacts loan) {
    return loan.id().equals(fee.loanId());
  }

  private boolean cameBack(FeeFacts fee, LocalDate day, String place) {
    var loan = fee.loanId();
    return loan != null
        && facts
            .ledger()
            .end(loan)
            .filter(e -> context.policy().day(e.at()).equals(day) && e.place().equals(place))
            .isPresent();
  }

  private static long sum(List<FeeFacts> fees) {
    return fees.stream().mapToLong(FeeFacts::charged).sum();
  }

  private Decision refused(RefusalReason reason, DecisionReason why) {
    return Decision.refusal(new FeeOutcome.Refused(now, reason, why), reason, why);
  }
}
