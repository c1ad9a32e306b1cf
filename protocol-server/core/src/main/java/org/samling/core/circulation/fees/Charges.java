package org.samling.core.circulation.fees;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PaymentFacts;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.policy.LendingPolicy;

/** Decides on fees. */
public final class Charges {

  private final Facts facts;
  private final Instant now;

  public Charges(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  public Decision charge(FeeCommand.ChargeFee command) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(command.patron());
      return refused(nobody.reason(), nobody.why());
    }
    var barcode = command.item();
    var item = barcode == null ? null : facts.item(barcode).orElse(null);
    if (barcode != null && item == null) {
      return refused(RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(barcode));
    }
    var booking = new LedgerEntries(facts.ledger(), patron.get().id(), now);
    var fee =
        booking.charge(
            command.type(),
            command.amount(),
            item == null ? null : item.id(),
            null,
            command.reason(),
            command.at());
    booking.useCredit();
    return new Decision(
        new FeeOutcome.Charged(now, fee, patron.get().debt() + booking.moreDebt()),
        booking.effects(),
        List.of());
  }

  public Decision record(FeeCommand.RecordFee command, LendingPolicy policy) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(command.patron());
      return refused(nobody.reason(), nobody.why());
    }
    var barcode = command.item();
    var item = barcode == null ? null : facts.item(barcode).orElse(null);
    if (barcode != null && item == null) {
      return refused(RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(barcode));
    }
    var booking = new LedgerEntries(facts.ledger(), patron.get().id(), now);
    var id =
        booking.charge(
            command.type(),
            command.amount(),
            item == null ? null : item.id(),
            item == null ? null : forLoan(command, patron.get(), item, policy),
            command.reason(),
            command.at());
    if (command.paid() > 0) {
      var payment =
          new PaymentFacts(
              Uuids.next(now), patron.get().id(), command.paid(), null, now, 0, Map.of());
      booking.take(payment, PaymentMeans.OTHER, null);
      booking.enter(
          LedgerKind.PAYMENT,
          booking.ledger().fee(id).orElseThrow(),
          payment.id(),
          command.paid(),
          null);
    }
    return new Decision(
        new FeeOutcome.Charged(now, id, patron.get().debt() + booking.moreDebt()),
        booking.effects(),
        List.of());
  }

  /** The loan that a late fee counts towards, so that it is not charged twice. */
  private LedgerEntries.@Nullable ForLoan forLoan(
      FeeCommand.RecordFee command, PatronFacts patron, ItemFacts item, LendingPolicy policy) {
    return facts
        .loanOf(item.id())
        .filter(loan -> command.type() == FeeType.OVERDUE)
        .filter(loan -> loan.patronId().equals(patron.id()))
        .filter(loan -> !command.at().isBefore(loan.at()))
        .map(loan -> new LedgerEntries.ForLoan(loan.id(), policy.day(loan.due())))
        .orElse(null);
  }

  private Decision refused(RefusalReason reason, DecisionReason why) {
    return Decision.refusal(new FeeOutcome.Refused(now, reason, why), reason, why);
  }
}
