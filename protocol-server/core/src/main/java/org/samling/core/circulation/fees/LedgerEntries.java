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
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome.Share;

/**
 * The entries that one decision makes in a patron's ledger. Each takes the earlier ones into
 * account; nothing is changed until the decision's effects are applied.
 */
public final class LedgerEntries {

  private final UUID patron;
  private final Ledger ledger;
  private final Instant now;
  private final List<LedgerEffect> effects = new ArrayList<>();

  public LedgerEntries(Ledger ledger, UUID patron, Instant now) {
    this.patron = patron;
    this.ledger = ledger.of(patron);
    this.now = now;
  }

  /** The loan that a fee is for, and for late fees its due date. */
  record ForLoan(UUID loan, @Nullable LocalDate dueDay) {}

  Instant now() {
    return now;
  }

  public List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** The ledger including the entries made so far. */
  Ledger ledger() {
    return ledger;
  }

  /** How much the entries so far add to the debt. */
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
    return charge(type, amount, loan, null, item, at, reason);
  }

  /**
   * Charges the fee of a hold.
   *
   * @param item the copy that is held or looked for, or null for none yet
   * @param record its title
   */
  void chargeHold(long amount, @Nullable UUID item, UUID record) {
    charge(FeeType.HOLD, amount, null, item == null ? record : null, item, now, null);
  }

  private UUID charge(
      FeeType type,
      long amount,
      @Nullable ForLoan loan,
      @Nullable UUID record,
      @Nullable UUID item,
      Instant at,
      @Nullable String reason) {
    var id = Uuids.next(now);
    take(
        new LedgerEffect.FeeCharged(
            id,
            patron,
            type,
            amount,
            item,
            record,
            loan == null ? null : loan.loan(),
            loan == null ? null : loan.dueDay(),
            reason,
            at,
            now));
    return id;
  }

  /** Takes a payment, no part of which settles a fee yet. */
  void take(PaymentFacts payment, PaymentMeans means, @Nullable String register) {
    take(new LedgerEffect.PaymentTaken(payment, means, register, now));
  }

  /** Makes an entry for a fee that involves no payment. */
  void enter(LedgerKind kind, FeeFacts fee, long amount, @Nullable String reason) {
    enter(kind, fee, null, amount, null, reason);
  }

  /**
   * Makes an entry for part of a payment: for the fee it settles, or for credit if there is none.
   */
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
   * Cancels the part of a fee that a return made void: at most what is open, paid or written off.
   * The paid part of it becomes credit; the written-off part is no longer written off.
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

  /** Settles open fees from the patron's credit, the oldest first. */
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

  /** The patron's credit after the entries so far. */
  long credit() {
    return ledger.payments(patron).stream().mapToLong(PaymentFacts::credit).sum();
  }

  /** The amounts entered so far for each fee and for credit; the kinds must have the same sign. */
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
