package org.samling.core.circulation.fees;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PaymentFacts;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.Overpayment;
import org.samling.core.policy.Setting;

/** Decides on payments, their reversal, and reimbursements. */
public final class Payments {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public Payments(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  public Decision pay(FeeCommand.Pay command) {
    return FeeRules.onPatron(
        facts,
        now,
        command.patron(),
        patron -> {
          var reference = command.reference();
          return Optional.ofNullable(reference)
              .flatMap(facts.ledger()::payment)
              .map(payment -> again(command, patron, payment))
              .orElseGet(() -> pay(command, patron));
        });
  }

  /** Decides on a payment whose reference was seen before. */
  private Decision again(FeeCommand.Pay command, PatronFacts patron, PaymentFacts payment) {
    var isSame = payment.patronId().equals(patron.id()) && payment.amount() == command.amount();
    var checks =
        List.of(
            new Check(
                RefusalReason.PAYMENT_REFERENCE_USED,
                new DecisionReason(
                    "payment-once",
                    "payment.reference",
                    "payment " + payment.id(),
                    String.valueOf(command.reference())),
                isSame ? "the same payment" : "another payment",
                !isSame));
    if (!isSame) {
      return FeeRules.refused(now, checks);
    }
    var seen = new LedgerEntries(facts.ledger(), patron.id(), now);
    var shares = new ArrayList<FeeOutcome.Share>();
    for (var fee : facts.ledger().fees(patron.id())) {
      var amount = payment.settles().getOrDefault(fee.id(), 0L);
      if (amount > 0) {
        shares.add(seen.share(fee.id(), amount));
      }
    }
    if (payment.credit() > 0) {
      shares.add(seen.share(null, payment.credit()));
    }
    return new Decision(
        new FeeOutcome.Paid(now, payment.id(), payment.taken(), shares, patron.debt()),
        List.of(),
        checks);
  }

  private Decision pay(FeeCommand.Pay command, PatronFacts patron) {
    var ledger = facts.ledger();
    var unknown =
        command.fees().stream()
            .filter(fee -> !FeeRules.isOwn(facts, ledger.fee(fee), patron))
            .map(FeeRules::unknownFee)
            .toList();
    if (!unknown.isEmpty()) {
      return FeeRules.refused(now, unknown);
    }
    var owed = owed(command, patron);
    var chosen = owed.values().stream().mapToLong(Long::longValue).sum();
    var overpayment = context.setting(Setting.FEE_OVERPAYMENT);
    var inAdvance = context.setting(Setting.FEE_IN_ADVANCE).value();
    var keepsAll = inAdvance || overpayment.value() == Overpayment.KEEP_AS_CREDIT;
    var checks =
        List.of(
            new Check(
                RefusalReason.NOTHING_OWED,
                DecisionContext.why("something-owed", overpayment),
                "owed " + chosen,
                chosen == 0 && !keepsAll),
            new Check(
                RefusalReason.AMOUNT_TOO_HIGH,
                DecisionContext.why("payment-at-most-debt", overpayment),
                "owed %d, offered %d".formatted(chosen, command.amount()),
                command.amount() > chosen
                    && !keepsAll
                    && overpayment.value() == Overpayment.REFUSE));
    if (!Check.broken(checks).isEmpty()) {
      return FeeRules.refused(now, checks);
    }
    var taken = keepsAll ? command.amount() : Math.min(command.amount(), chosen);
    var payment =
        new PaymentFacts(
            Uuids.next(now),
            patron.id(),
            command.amount(),
            command.reference(),
            command.at().isAfter(now) ? now : command.at(),
            0,
            Map.of());
    var booking = new LedgerEntries(ledger, patron.id(), now);
    booking.take(payment, command.means(), command.register());
    if (keepsAll) {
      open(patron).forEach(fee -> owed.putIfAbsent(fee.id(), fee.open()));
    }
    var left = taken;
    for (var part : owed.entrySet()) {
      var amount = Math.min(left, part.getValue());
      if (amount > 0) {
        booking.enter(
            LedgerKind.PAYMENT,
            ledger.fee(part.getKey()).orElseThrow(),
            payment.id(),
            amount,
            null);
        left -= amount;
      }
    }
    if (left > 0) {
      booking.enter(LedgerKind.PAYMENT, null, payment.id(), left, null);
    }
    return new Decision(
        new FeeOutcome.Paid(
            now,
            payment.id(),
            taken,
            booking.shares(LedgerKind.PAYMENT),
            patron.debt() + booking.moreDebt()),
        booking.effects(),
        checks);
  }

  /** The open fees that whoever takes the payment sees, the oldest first. */
  private Stream<FeeFacts> open(PatronFacts patron) {
    return facts.ledger().open(patron.id()).stream().filter(facts.seen()::fee);
  }

  /** The open amounts of the fees to be settled, in the order of settlement. */
  private Map<UUID, Long> owed(FeeCommand.Pay command, PatronFacts patron) {
    var ledger = facts.ledger();
    var owed = new LinkedHashMap<UUID, Long>();
    if (command.fees().isEmpty()) {
      open(patron).forEach(fee -> owed.put(fee.id(), fee.open()));
    } else {
      command.fees().forEach(id -> ledger.fee(id).ifPresent(fee -> owed.put(id, fee.open())));
    }
    return owed;
  }

  public Decision reverse(FeeCommand.ReversePayment command) {
    return FeeRules.onPatron(
        facts,
        now,
        command.patron(),
        patron -> {
          var known =
              facts
                  .ledger()
                  .payment(command.payment())
                  .filter(payment -> payment.patronId().equals(patron.id()));
          if (known.isEmpty()) {
            return FeeRules.refused(
                now,
                List.of(
                    new Check(
                        RefusalReason.PAYMENT_UNKNOWN,
                        new DecisionReason(
                            "payment-known",
                            "payment.patron",
                            "payment " + command.payment(),
                            "unknown"),
                        "no payment of this patron",
                        true)));
          }
          var payment = known.get();
          var checks =
              List.of(
                  FeeRules.atMost(
                      "reversal-at-most-payment",
                      "payment " + payment.id(),
                      payment.taken(),
                      command.amount()));
          if (!Check.broken(checks).isEmpty()) {
            return FeeRules.refused(now, checks);
          }
          return reverse(command, patron, payment, checks);
        });
  }

  private Decision reverse(
      FeeCommand.ReversePayment command,
      PatronFacts patron,
      PaymentFacts payment,
      List<Check> checks) {
    var booking = new LedgerEntries(facts.ledger(), patron.id(), now);
    var left = command.amount();
    var ofCredit = Math.min(left, payment.credit());
    if (ofCredit > 0) {
      booking.enter(LedgerKind.PAYMENT_REDUCTION, null, payment.id(), ofCredit, command.reason());
      left -= ofCredit;
    }
    for (var fee : facts.ledger().fees(patron.id()).reversed()) {
      var amount = Math.min(left, payment.settles().getOrDefault(fee.id(), 0L));
      if (amount > 0) {
        booking.enter(LedgerKind.PAYMENT_REDUCTION, fee, payment.id(), amount, command.reason());
        left -= amount;
      }
    }
    return FeeRules.changed(now, patron, booking, checks, LedgerKind.PAYMENT_REDUCTION);
  }

  public Decision useCredit(FeeCommand.UseCredit command) {
    return FeeRules.onPatron(
        facts,
        now,
        command.patron(),
        patron ->
            FeeRules.changed(
                now, patron, new LedgerEntries(facts.ledger(), patron.id(), now), List.of()));
  }

  public Decision reimburse(FeeCommand.Reimburse command) {
    var id = command.fee();
    if (id == null) {
      return FeeRules.onPatron(facts, now, command.patron(), p -> reimburseCredit(command, p));
    }
    return FeeRules.onFee(
        facts, now, command.patron(), id, (patron, fee) -> reimburse(command, patron, fee));
  }

  private Decision reimburseCredit(FeeCommand.Reimburse command, PatronFacts patron) {
    var booking = new LedgerEntries(facts.ledger(), patron.id(), now);
    var checks =
        List.of(
            FeeRules.atMost(
                "reimbursement-at-most-paid", "credit", booking.credit(), command.amount()));
    if (!Check.broken(checks).isEmpty()) {
      return FeeRules.refused(now, checks);
    }
    var left = command.amount();
    for (var payment : facts.ledger().payments(patron.id())) {
      var amount = Math.min(left, payment.credit());
      if (amount > 0) {
        booking.enter(LedgerKind.REIMBURSEMENT, null, payment.id(), amount, command.reason());
        left -= amount;
      }
    }
    return FeeRules.changed(now, patron, booking, checks, LedgerKind.REIMBURSEMENT);
  }

  private Decision reimburse(FeeCommand.Reimburse command, PatronFacts patron, FeeFacts fee) {
    var checks =
        List.of(
            FeeRules.atMost(
                "reimbursement-at-most-paid", "fee " + fee.id(), fee.paid(), command.amount()));
    if (!Check.broken(checks).isEmpty()) {
      return FeeRules.refused(now, checks);
    }
    var booking = new LedgerEntries(facts.ledger(), patron.id(), now);
    var left = command.amount();
    for (var payment : facts.ledger().payments(patron.id()).reversed()) {
      var amount = Math.min(left, payment.settles().getOrDefault(fee.id(), 0L));
      if (amount > 0) {
        booking.enter(LedgerKind.REIMBURSEMENT, fee, payment.id(), amount, command.reason());
        left -= amount;
      }
    }
    booking.enter(LedgerKind.REDUCTION, fee, command.amount(), command.reason());
    return FeeRules.changed(now, patron, booking, checks, LedgerKind.REIMBURSEMENT);
  }
}
