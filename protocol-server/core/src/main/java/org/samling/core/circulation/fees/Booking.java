package org.samling.core.circulation.fees;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.context.Ledger;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PaymentFacts;
import org.samling.core.circulation.outcome.FeeOutcome.Share;

/**
 * Entries that one decision makes in a patron's ledger. Each is seen by the next; nothing is
 * changed until the decision's effects are taken.
 */
public final class Booking {

  private final UUID patron;
  private final Ledger ledger;
  private final Instant now;
  private final List<LedgerEffect> effects = new ArrayList<>();

  public Booking(Ledger ledger, UUID patron, Instant now) {
    this.patron = patron;
    this.ledger = ledger.of(patron);
    this.now = now;
  }

  /** What a fee for a loan is for. */
  record ForLoan(UUID loan, @Nullable LocalDate dueDay) {}

  Instant now() {
    return now;
  }

  public List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** The ledger with what was entered so far. */
  Ledger ledger() {
    return ledger;
  }

  /** By how much the debt grew so far. */
  long moreDebt() {
    return effects.stream()
        .mapToLong(effect ->
            switch (effect) {
              case LedgerEffect.FeeCharged fee -> fee.amount();
              case LedgerEffect.LedgerEntered entry -> entry.amount();
              case LedgerEffect.PaymentTaken _ -> 0;
            })
        .sum();
  }

  UUID charge(
      FeeType type,
      long amount,
      @Nullable UUID item,
      @Nullable ForLoan loan,
      @Nullable String reason,
      Instant at) {
    var id = Uuids.next(now);
    take(
        new LedgerEffect.FeeCharged(
            id,
            patron,
            type,
            amount,
            item,
            loan == null ? null : loan.loan(),
            loan == null ? null : loan.dueDay(),
            reason,
            at,
            now));
    return id;
  }

  /** Takes in a payment, of which nothing settles anything yet. */
  void take(PaymentFacts payment) {
    take(new LedgerEffect.PaymentTaken(payment, now));
  }

  /** Enters something of a fee that is about no payment. */
  void enter(LedgerKind kind, FeeFacts fee, long amount, @Nullable String reason) {
    enter(kind, fee, null, amount, null, reason);
  }

  /** Enters something of a payment: of what it settles of a fee, or of nothing yet. */
  void enter(
      LedgerKind kind, @Nullable FeeFacts fee, UUID payment, long amount, @Nullable String reason) {
    enter(kind, fee, payment, amount, null, reason);
  }

  private void enter(
      LedgerKind kind,
      @Nullable FeeFacts fee,
      @Nullable UUID payment,
      long amount,
      @Nullable UUID loan,
      @Nullable String reason) {
    take(
        new LedgerEffect.LedgerEntered(
            Uuids.next(now),
            patron,
            kind,
            kind.signed(amount),
            fee == null ? null : new LedgerEffect.FeeEntry(fee.id(), fee.recorded()),
            payment,
            loan,
            reason,
            now));
  }

  private void take(LedgerEffect effect) {
    effects.add(effect);
    ledger.apply(effect);
  }

  /**
   * Gives up what a return made void of a fee, at most what was not given up. What was paid of that
   * becomes credit; what was written off is no longer.
   */
  void voidByReturn(FeeFacts fee, long amount, UUID loan) {
    var left = amount - fee.open();
    var writtenOff = Math.min(Math.max(0, left), fee.writtenOff());
    if (writtenOff > 0) {
      enter(LedgerKind.WRITE_OFF_REDUCTION, fee, writtenOff, null);
      left -= writtenOff;
    }
    for (var payment : ledger.payments(patron).reversed()) {
      var part = Math.min(Math.max(0, left), payment.settles().getOrDefault(fee.id(), 0L));
      if (part > 0) {
        enter(LedgerKind.PAYMENT_REDUCTION, fee, payment.id(), part, null);
        enter(LedgerKind.PAYMENT, null, payment.id(), part, null);
        left -= part;
      }
    }
    enter(LedgerKind.CANCELLATION, fee, null, amount, loan, null);
  }

  /** Has what the patron has as credit settle what is open, the oldest first. */
  public void useCredit() {
    for (var fee : ledger.open(patron)) {
      var open = fee.open();
      for (var payment : ledger.payments(patron)) {
        var part = Math.min(open, payment.credit());
        if (part > 0) {
          enter(LedgerKind.PAYMENT_REDUCTION, null, payment.id(), part, null);
          enter(LedgerKind.PAYMENT, fee, payment.id(), part, null);
          open -= part;
        }
      }
    }
  }

  /** How much credit the patron has by now. */
  long credit() {
    return ledger.payments(patron).stream().mapToLong(PaymentFacts::credit).sum();
  }

  /** What was entered so far of each fee and of the credit, by kinds of one direction. */
  List<Share> shares(LedgerKind... kinds) {
    var amounts = new LinkedHashMap<@Nullable UUID, Long>();
    for (var effect : effects) {
      if (effect instanceof LedgerEffect.LedgerEntered entry
          && List.of(kinds).contains(entry.kind())) {
        var fee = entry.fee();
        amounts.merge(fee == null ? null : fee.id(), Math.abs(entry.amount()), Long::sum);
      }
    }
    return amounts.entrySet().stream().map(this::share).toList();
  }

  private Share share(Map.Entry<@Nullable UUID, Long> part) {
    var fee = part.getKey();
    return share(fee, part.getValue());
  }

  Share share(@Nullable UUID fee, long amount) {
    return new Share(
        fee, amount, fee == null ? credit() : ledger.fee(fee).map(FeeFacts::open).orElse(0L));
  }
}
