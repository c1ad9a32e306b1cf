package org.samling.routes.debt;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.debt.Money;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.debt.OnlinePayments.NewPayment;
import org.samling.core.debt.OnlinePayments.OnlinePayment;
import org.samling.core.debt.OnlinePayments.State;
import org.samling.core.organisation.Tenant;

/**
 * Payments that are made in another system: begun and confirmed under a reference. The ledger takes
 * each once, because it recognises a payment by its reference.
 */
public final class OnlinePaymentFlow {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final OnlinePayments payments;
  private final Inquiries inquiries;
  private final Commands commands;

  /** Creates an instance. */
  public OnlinePaymentFlow(OnlinePayments payments, Inquiries inquiries, Commands commands) {
    this.payments = payments;
    this.inquiries = inquiries;
    this.commands = commands;
  }

  /** The reply to a request. */
  public sealed interface Answer {

    /** The payment in its present state. */
    record Known(OnlinePayment payment) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param detail the problem in words
     */
    record Refused(Problem problem, String detail) implements Answer {}
  }

  /** Why nothing was done. */
  public enum Problem {
    /** There is no such patron or payment. */
    UNKNOWN,
    /** The payment differs from the one that was begun, or from what is owed. */
    DIFFERS
  }

  /**
   * Begins a payment. Repeating the request returns the same payment.
   *
   * @param reference the payment's reference in both systems
   * @param card the patron's identifier
   * @param amount the amount in minor units, or null for all that is open of the fees
   * @param fees the fees to settle, in this order; none for all
   * @param by who begins it
   * @throws IllegalArgumentException where the reference or the amount is invalid
   */
  public Answer begin(
      Tenant tenant,
      String reference,
      String card,
      @Nullable Long amount,
      List<UUID> fees,
      String by) {
    var account = inquiries.patron(tenant.id(), card, Set.of(PatronAccount.Part.FEES));
    if (account.isEmpty()) {
      return new Answer.Refused(Problem.UNKNOWN, "There is no patron with this card.");
    }
    var patron = account.get().patron();
    var known = payments.find(tenant.id(), reference);
    if (known.isPresent()) {
      return same(known.get(), patron.id(), amount, fees);
    }
    var unknown = new HashSet<>(fees);
    account.get().fees().stream().map(PatronAccount.Fee::id).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      return new Answer.Refused(
          Problem.UNKNOWN, "The patron does not owe the fee %s.".formatted(unknown));
    }
    var open =
        account.get().fees().stream()
            .filter(fee -> fees.isEmpty() || fees.contains(fee.id()))
            .mapToLong(PatronAccount.Fee::open)
            .sum();
    // With credit, the debt may be less than the sum of the fees.
    var owed = fees.isEmpty() ? Math.max(0, patron.debt()) : open;
    if (owed == 0) {
      return new Answer.Refused(Problem.DIFFERS, "Nothing is owed.");
    }
    if (amount != null && amount > owed) {
      return new Answer.Refused(
          Problem.DIFFERS,
          "Only %s is owed, not %s.".formatted(money(owed, tenant), money(amount, tenant)));
    }
    var offered = amount == null ? owed : amount;
    var begun =
        payments.begin(tenant.id(), new NewPayment(reference, patron.id(), offered, fees, by));
    return same(begun, patron.id(), offered, fees);
  }

  private static Answer same(
      OnlinePayment payment, UUID patron, @Nullable Long amount, List<UUID> fees) {
    var isSame =
        payment.patronId().equals(patron)
            && (amount == null || payment.amount() == amount)
            && payment.fees().equals(fees);
    return isSame
        ? new Answer.Known(payment)
        : new Answer.Refused(
            Problem.DIFFERS,
            "The reference %s belongs to another payment.".formatted(payment.reference()));
  }

  /** A payment in its present state. */
  public Answer find(Tenant tenant, String reference) {
    return payments
        .find(tenant.id(), reference)
        .<Answer>map(Answer.Known::new)
        .orElseGet(() -> nothing(reference));
  }

  private static String money(long minor, Tenant tenant) {
    return Money.text(minor, tenant.currency()) + " " + tenant.currency();
  }

  private static Answer nothing(String reference) {
    return new Answer.Refused(Problem.UNKNOWN, "There is no payment %s.".formatted(reference));
  }

  /**
   * Confirms that the money was received. However often it is confirmed, the ledger takes it once.
   * Where nothing is owed any more, the payment is marked for refund.
   *
   * @param amount the amount received; anything but the amount begun is refused, and nothing is
   *     done
   * @param by who confirms it
   */
  public Answer confirm(Tenant tenant, String reference, long amount, String by) {
    var known = payments.find(tenant.id(), reference);
    if (known.isEmpty()) {
      return new Answer.Refused(Problem.UNKNOWN, "There is no payment %s.".formatted(reference));
    }
    var payment = known.get();
    if (payment.amount() != amount) {
      return new Answer.Refused(
          Problem.DIFFERS,
          "Payment %s is for %s, not %s."
              .formatted(reference, money(payment.amount(), tenant), money(amount, tenant)));
    }
    if (payment.state() != State.BEGUN) {
      return new Answer.Known(payment);
    }
    var patron = payment.patron();
    if (patron == null) {
      payments.end(tenant.id(), reference, null, "nothing identifies the patron any more");
      return answered(tenant, reference);
    }
    var command =
        new FeeCommand.Pay(
            new Origin(
                tenant.id(),
                CommandKey.of(CommandKey.MAX_WINDOW, "online-payment", tenant.id(), reference),
                by,
                DebtMessages.branch(inquiries, tenant, patron),
                Instant.now().plus(DEADLINE)),
            patron,
            amount,
            payment.fees(),
            PaymentMeans.ONLINE,
            payment.ledgerReference(),
            Instant.now());
    switch (commands.outcome(command)) {
      case FeeOutcome.Paid paid -> payments.end(tenant.id(), reference, paid.paymentId(), null);
      case FeeOutcome.Refused refused ->
          payments.end(
              tenant.id(), reference, null, "%s (%s)".formatted(refused.reason(), refused.why()));
      case FeeOutcome.Charged _, FeeOutcome.Changed _ ->
          throw new IllegalStateException("a payment is paid or refused");
    }
    return answered(tenant, reference);
  }

  private Answer answered(Tenant tenant, String reference) {
    return new Answer.Known(payments.find(tenant.id(), reference).orElseThrow());
  }
}
