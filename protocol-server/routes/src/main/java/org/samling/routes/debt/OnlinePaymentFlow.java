package org.samling.routes.debt;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.debt.OnlinePayments.Begun;
import org.samling.core.debt.OnlinePayments.OnlinePayment;
import org.samling.core.debt.OnlinePayments.State;
import org.samling.core.organisation.Tenant;
import org.samling.routes.Commands;

/**
 * Payments that are made elsewhere: begun under a reference, and confirmed by it. The ledger takes
 * each once, for it knows a payment by its reference.
 */
public final class OnlinePaymentFlow {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final OnlinePayments payments;
  private final Inquiries inquiries;
  private final Commands commands;

  /**
   * Makes it.
   *
   * @param payments keeps payments
   * @param inquiries knows what patrons owe
   * @param commands changes the ledger
   */
  public OnlinePaymentFlow(OnlinePayments payments, Inquiries inquiries, Commands commands) {
    this.payments = payments;
    this.inquiries = inquiries;
    this.commands = commands;
  }

  /** What is answered. */
  public sealed interface Answer {

    /** The payment as it stands. */
    record Known(OnlinePayment payment) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param problem what is the matter
     * @param detail the same for people
     */
    record Refused(Problem problem, String detail) implements Answer {}
  }

  /** Why nothing was done. */
  public enum Problem {
    /** There is no such patron or payment. */
    UNKNOWN,
    /** It is not as it was begun, or not what is owed. */
    DIFFERS
  }

  /**
   * Begins a payment. The same again is answered as the first time.
   *
   * @param reference what both sides call it
   * @param card the patron's identifier
   * @param amount how much, or null for all that is open of the fees
   * @param fees the fees to settle, in this order; none for all
   * @param by who asks
   * @throws IllegalArgumentException where the reference or the amount can't be one
   */
  public Answer begin(
      Tenant tenant,
      String reference,
      String card,
      @Nullable Long amount,
      List<UUID> fees,
      String by) {
    var account = inquiries.patron(tenant.id(), card);
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
    // What is owed in all may be less than the fees, where there is credit.
    var owed = fees.isEmpty() ? Math.max(0, patron.debt()) : open;
    if (owed == 0) {
      return new Answer.Refused(Problem.DIFFERS, "Nothing is owed.");
    }
    if (amount != null && amount > owed) {
      return new Answer.Refused(Problem.DIFFERS, "%d is owed, and not %d.".formatted(owed, amount));
    }
    var offered = amount == null ? owed : amount;
    var begun = payments.begin(tenant.id(), new Begun(reference, patron.id(), offered, fees, by));
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
            "The reference %s is another payment's.".formatted(payment.reference()));
  }

  /** A payment as it stands. */
  public Answer find(Tenant tenant, String reference) {
    return payments
        .find(tenant.id(), reference)
        .<Answer>map(Answer.Known::new)
        .orElseGet(() -> nothing(reference));
  }

  private static Answer nothing(String reference) {
    return new Answer.Refused(Problem.UNKNOWN, "No payment %s was begun.".formatted(reference));
  }

  /**
   * Confirms that the money came. However often it comes, the ledger takes it once. Where nothing
   * is owed any more the payment is noted to be paid back.
   *
   * @param amount how much came; anything but what was begun is refused, and nothing is done
   * @param by who says so
   */
  public Answer confirm(Tenant tenant, String reference, long amount, String by) {
    var known = payments.find(tenant.id(), reference);
    if (known.isEmpty()) {
      return new Answer.Refused(Problem.UNKNOWN, "No payment %s was begun.".formatted(reference));
    }
    var payment = known.get();
    if (payment.amount() != amount) {
      return new Answer.Refused(
          Problem.DIFFERS,
          "The payment %s was begun over %d, and not %d."
              .formatted(reference, payment.amount(), amount));
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
