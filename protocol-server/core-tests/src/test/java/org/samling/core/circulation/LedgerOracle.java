package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.context.Ledger;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PaymentFacts;
import org.samling.core.circulation.facts.PaymentMeans;

/** Random commands on fees, and the sums that have to come out, counted from the entries alone. */
final class LedgerOracle {

  private final Map<UUID, Long> debts = new HashMap<>();
  private final Map<UUID, Long> open = new HashMap<>();
  private final Set<String> references = new HashSet<>();
  private final List<UUID> fees = new ArrayList<>();
  private final List<UUID> payments = new ArrayList<>();
  private boolean wasReferenceTwice;

  Command<?> command(Random random, Facts facts, Origin origin, String patron, Instant now) {
    var amount = 1L + random.nextInt(200);
    var known = facts.patron(patron).orElseThrow();
    var own = facts.ledger().fees(known.id()).stream().map(FeeFacts::id).toList();
    var fee = any(random, random.nextInt(8) == 0 ? fees : own);
    return switch (random.nextInt(10)) {
      case 0 -> new FeeCommand.ChargeFee(origin, patron, FeeType.DAMAGE, amount, null, null, now);
      case 1 -> new FeeCommand.ReduceFee(origin, patron, fee, amount / 4 + 1, null);
      case 2 -> new FeeCommand.CancelFee(origin, patron, fee, null);
      case 3, 4 ->
          new FeeCommand.Pay(
              origin,
              patron,
              amount,
              random.nextBoolean() ? List.of() : List.of(fee),
              PaymentMeans.CASH,
              "r" + random.nextInt(40),
              now.minusSeconds(random.nextInt(1_000)));
      case 5 -> {
        var ownPayments =
            facts.ledger().payments(known.id()).stream().map(PaymentFacts::id).toList();
        yield new FeeCommand.ReversePayment(
            origin,
            patron,
            any(random, random.nextInt(8) == 0 ? payments : ownPayments),
            amount / 2 + 1,
            null);
      }
      case 6 ->
          new FeeCommand.Reimburse(
              origin, patron, random.nextBoolean() ? null : fee, amount / 4 + 1, null);
      case 8 -> new FeeCommand.UseCredit(origin, patron);
      case 7 -> new FeeCommand.WriteOff(origin, patron, fee, amount / 4 + 1, null);
      default -> new FeeCommand.ReverseWriteOff(origin, patron, fee, amount / 4 + 1, null);
    };
  }

  private static UUID any(Random random, List<UUID> ids) {
    return ids.isEmpty() ? new UUID(8, 8) : ids.get(random.nextInt(ids.size()));
  }

  void take(LedgerEffect effect) {
    switch (effect) {
      case LedgerEffect.FeeCharged fee -> {
        fees.add(fee.entryId());
        open.put(fee.entryId(), fee.amount());
        debts.merge(fee.patronId(), fee.amount(), Long::sum);
      }
      case LedgerEffect.LedgerEntered entry -> {
        debts.merge(entry.patronId(), entry.amount(), Long::sum);
        var fee = entry.fee();
        if (fee != null) {
          open.merge(fee.id(), entry.amount(), Long::sum);
        }
      }
      case LedgerEffect.PaymentTaken(var payment, _, _, _) -> {
        payments.add(payment.id());
        var reference = payment.reference();
        wasReferenceTwice |= reference != null && !references.add(reference);
      }
    }
  }

  /** What does not hold of a patron's ledger. */
  Optional<String> broken(Ledger ledger, PatronFacts patron) {
    var own = ledger.fees(patron.id());
    var credit = ledger.payments(patron.id()).stream().mapToLong(PaymentFacts::credit).sum();
    var owed = own.stream().mapToLong(FeeFacts::open).sum();
    return Stream.of(
            rule(
                patron.debt() == debts.getOrDefault(patron.id(), 0L),
                "the debt is the sum of the entries"),
            rule(
                patron.debt() == owed - credit, "the debt is what is open of the fees less credit"),
            rule(
                own.stream().allMatch(fee -> fee.open() == open.getOrDefault(fee.id(), -1L)),
                "what is open of a fee is the sum of its entries"),
            rule(
                own.stream()
                    .allMatch(fee -> fee.open() >= 0 && fee.paid() >= 0 && fee.writtenOff() >= 0),
                "no fee is settled beyond what it was"),
            rule(
                own.stream()
                    .allMatch(fee -> fee.settled().reduced() >= 0 && fee.effectiveAmount() >= 0),
                "no more of a fee is given up than it was"),
            rule(
                own.stream()
                    .allMatch(fee -> fee.voided() >= 0 && fee.voided() <= fee.settled().reduced()),
                "returns give up a part of what was given up"),
            rule(
                own.stream().allMatch(fee -> fee.paid() == settled(ledger, patron, fee)),
                "what is paid of a fee is what payments settle of it"),
            rule(
                ledger.payments(patron.id()).stream()
                    .allMatch(p -> p.credit() >= 0 && p.taken() <= p.amount()),
                "no more of a payment is taken than was offered"),
            rule(credit == 0 || owed == 0, "who has credit owes nothing"),
            rule(!wasReferenceTwice, "a payment's reference is taken once"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static long settled(Ledger ledger, PatronFacts patron, FeeFacts fee) {
    return ledger.payments(patron.id()).stream()
        .mapToLong(payment -> payment.settles().getOrDefault(fee.id(), 0L))
        .sum();
  }

  private static Optional<String> rule(boolean isTrue, String what) {
    return isTrue ? Optional.empty() : Optional.of(what);
  }
}
