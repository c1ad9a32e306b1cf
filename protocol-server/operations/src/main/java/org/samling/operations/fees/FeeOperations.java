package org.samling.operations.fees;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.FeeCommand.CancelFee;
import org.samling.core.circulation.command.FeeCommand.ChargeFee;
import org.samling.core.circulation.command.FeeCommand.Pay;
import org.samling.core.circulation.command.FeeCommand.ReduceFee;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Amount;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.fees.Fees.Charged;
import org.samling.operations.fees.Fees.NewFee;
import org.samling.operations.fees.Fees.NewPayment;
import org.samling.operations.fees.Fees.Paid;
import org.samling.operations.fees.Fees.Waived;
import org.samling.operations.fees.Fees.Waiver;

/** Fees of patrons, and what is paid or waived of them. */
public final class FeeOperations {

  /** The operations. */
  public static final Family<FeeOperations> FAMILY =
      new Family<>(
          "fees",
          "fee",
          "Fees of patrons, and what is paid or waived of them",
          List.of(
              Operation.post(
                      "charge-fee", "/patrons/:patron/fees", Scope.FEES_CHARGE, "Charges a fee")
                  .withinBounds()
                  .of(NewFee.class, Charged.class, FeeOperations::charge),
              Operation.post(
                      "pay-fees", "/patrons/:patron/payments", Scope.PAYMENTS, "Records a payment")
                  .takingLongBody()
                  .withinBounds()
                  .of(NewPayment.class, Paid.class, FeeOperations::pay),
              Operation.post(
                      "forgive-fee",
                      "/patrons/:patron/fees/:fee/forgiving",
                      Scope.FEES_FORGIVE,
                      "Waives a fee or a part of it")
                  .withinBounds()
                  .of(Waiver.class, Waived.class, FeeOperations::forgive)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Commands commands;

  /** Operations on a store. */
  public FeeOperations(Circulation circulation) {
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Charged charge(Request<NewFee> request) {
    var fee = request.input();
    var outcome =
        commands.outcome(
            new ChargeFee(
                request.origin(DEADLINE),
                fee.patron(),
                fee.type(),
                positive(request, fee.amount()),
                Texts.number(fee.item()),
                Texts.clean(fee.reason()),
                Instant.now()));
    return switch (outcome) {
      case FeeOutcome.Charged charged -> Charged.of(charged, request.tenant());
      case FeeOutcome.Refused refused -> throw Refusals.of(refused);
      case FeeOutcome.Paid _, FeeOutcome.Changed _ ->
          throw new IllegalStateException("asked to charge a fee, got " + outcome);
    };
  }

  private Paid pay(Request<NewPayment> request) {
    var payment = request.input();
    var outcome =
        commands.outcome(
            new Pay(
                request.origin(DEADLINE),
                payment.patron(),
                positive(request, payment.amount()),
                Optional.ofNullable(payment.fees()).orElse(List.of()),
                Optional.ofNullable(payment.means()).orElse(PaymentMeans.OTHER),
                Texts.clean(payment.reference()),
                Instant.now()));
    return switch (outcome) {
      case FeeOutcome.Paid paid -> Paid.of(paid, request.tenant());
      case FeeOutcome.Refused refused -> throw Refusals.of(refused);
      case FeeOutcome.Charged _, FeeOutcome.Changed _ ->
          throw new IllegalStateException("asked to take a payment, got " + outcome);
    };
  }

  private Waived forgive(Request<Waiver> request) {
    var text = request.input().fee();
    var fee =
        Ids.of(text).orElseThrow(() -> Problem.unknown("There is no fee \"%s\".".formatted(text)));
    var outcome = commands.outcome(forgiving(request, fee));
    return switch (outcome) {
      case FeeOutcome.Changed changed -> Waived.of(fee, changed, request.tenant());
      case FeeOutcome.Refused refused -> throw Refusals.of(refused);
      case FeeOutcome.Charged _, FeeOutcome.Paid _ ->
          throw new IllegalStateException("asked to waive a fee, got " + outcome);
    };
  }

  private static FeeCommand<FeeOutcome> forgiving(Request<Waiver> request, UUID fee) {
    var waiver = request.input();
    var reason = Texts.needed("reason", waiver.reason());
    var origin = request.origin(DEADLINE);
    var amount = waiver.amount();
    return amount == null
        ? new CancelFee(origin, waiver.patron(), fee, reason)
        : new ReduceFee(origin, waiver.patron(), fee, positive(request, amount), reason);
  }

  private static long positive(Request<?> request, Amount amount) {
    var minor = amount.minor(request.tenant());
    if (minor > 0) {
      return minor;
    }
    throw Problem.invalid("\"amount\" must be more than 0.");
  }
}
