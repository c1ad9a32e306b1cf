package org.samling.operations.fees;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Amount;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.fees.MoneyBack.Changed;
import org.samling.operations.fees.MoneyBack.OfCredit;
import org.samling.operations.fees.MoneyBack.OfFee;
import org.samling.operations.fees.MoneyBack.OfPayment;
import org.samling.operations.fees.MoneyBack.Receipt;
import org.samling.operations.fees.MoneyBack.Receipts;
import org.samling.operations.fees.MoneyBack.WhichPatron;
import org.samling.operations.fees.MoneyBack.WhichReceipt;

/** Money that is paid back, payments and write-offs that are reversed, and receipts. */
public final class MoneyBackOperations {

  /** The operations. */
  public static final Family<MoneyBackOperations> FAMILY =
      new Family<>(
          "fees",
          "fee",
          "Money that is paid back, payments and write-offs that are reversed, and receipts",
          List.of(
              Operation.get(
                      "list-receipts",
                      "/patrons/:patron/receipts",
                      Scope.DEBT_READ,
                      "Lists a patron's payments with what they settle, the latest first")
                  .paged()
                  .of(WhichPatron.class, Receipts.class, MoneyBackOperations::receipts),
              Operation.get(
                      "show-receipt",
                      "/patrons/:patron/receipts/:payment",
                      Scope.DEBT_READ,
                      "Shows a payment with what it settles")
                  .of(WhichReceipt.class, Receipt.class, MoneyBackOperations::receipt),
              Operation.post(
                      "refund-fee",
                      "/patrons/:patron/fees/:fee/refund",
                      Scope.FEES_REFUND,
                      "Records that what was paid of a fee is paid back; it is not owed again")
                  .of(OfFee.class, Changed.class, MoneyBackOperations::refund),
              Operation.post(
                      "pay-out-credit",
                      "/patrons/:patron/credit/payout",
                      Scope.FEES_REFUND,
                      "Records that a patron's credit is paid out")
                  .of(OfCredit.class, Changed.class, MoneyBackOperations::payOut),
              Operation.post(
                      "reverse-payment",
                      "/patrons/:patron/payments/:payment/reversal",
                      Scope.FEES_REFUND,
                      "Records that a payment did not come in; what it settled is owed again")
                  .of(OfPayment.class, Changed.class, MoneyBackOperations::reversePayment),
              Operation.post(
                      "write-off-fee",
                      "/patrons/:patron/fees/:fee/write-off",
                      Scope.FEES_FORGIVE,
                      "Writes off a fee or a part of it as uncollectable")
                  .of(OfFee.class, Changed.class, MoneyBackOperations::writeOff),
              Operation.post(
                      "reverse-write-off",
                      "/patrons/:patron/fees/:fee/write-off/reversal",
                      Scope.FEES_FORGIVE,
                      "Claims again what was written off of a fee")
                  .of(OfFee.class, Changed.class, MoneyBackOperations::reverseWriteOff)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Set<LedgerKind> PAID =
      EnumSet.of(LedgerKind.PAYMENT, LedgerKind.PAYMENT_REDUCTION, LedgerKind.REIMBURSEMENT);
  private static final Set<LedgerKind> WRITTEN_OFF =
      EnumSet.of(LedgerKind.WRITE_OFF, LedgerKind.WRITE_OFF_REDUCTION);

  private final Statements statements;
  private final Commands commands;

  /** Operations on a store. */
  public MoneyBackOperations(Statements statements, Circulation circulation) {
    this.statements = statements;
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Receipts receipts(Request<WhichPatron> request) {
    var page =
        request
            .paging()
            .within(
                statements
                    .payments(request.tenantId(), request.input().patron())
                    .orElseThrow(Problem::unknownPatron),
                payment -> payment.id().toString())
            .map(payment -> Receipt.of(payment, request.tenant()));
    return new Receipts(page.entries(), page.next());
  }

  private Receipt receipt(Request<WhichReceipt> request) {
    return Receipt.of(
        payment(request, request.input().patron(), request.input().payment()), request.tenant());
  }

  private Changed refund(Request<OfFee> request) {
    var of = request.input();
    var fee = fee(of);
    return changed(
        request,
        new FeeCommand.Reimburse(
            request.origin(DEADLINE),
            of.patron(),
            fee,
            amount(request, of.amount(), () -> sum(request, of.patron(), fee, PAID)),
            Texts.needed("reason", of.reason())));
  }

  private Changed payOut(Request<OfCredit> request) {
    var of = request.input();
    return changed(
        request,
        new FeeCommand.Reimburse(
            request.origin(DEADLINE),
            of.patron(),
            null,
            amount(request, of.amount(), () -> credit(request, of.patron())),
            Texts.needed("reason", of.reason())));
  }

  private Changed reversePayment(Request<OfPayment> request) {
    var of = request.input();
    var payment = payment(request, of.patron(), of.payment());
    return changed(
        request,
        new FeeCommand.ReversePayment(
            request.origin(DEADLINE),
            of.patron(),
            payment.id(),
            amount(request, of.amount(), payment::taken),
            Texts.needed("reason", of.reason())));
  }

  private Changed writeOff(Request<OfFee> request) {
    var of = request.input();
    var fee = fee(of);
    return changed(
        request,
        new FeeCommand.WriteOff(
            request.origin(DEADLINE),
            of.patron(),
            fee,
            amount(
                request,
                of.amount(),
                () -> -sum(request, of.patron(), fee, EnumSet.allOf(LedgerKind.class))),
            Texts.needed("reason", of.reason())));
  }

  private Changed reverseWriteOff(Request<OfFee> request) {
    var of = request.input();
    var fee = fee(of);
    return changed(
        request,
        new FeeCommand.ReverseWriteOff(
            request.origin(DEADLINE),
            of.patron(),
            fee,
            amount(request, of.amount(), () -> sum(request, of.patron(), fee, WRITTEN_OFF)),
            Texts.needed("reason", of.reason())));
  }

  private Changed changed(Request<?> request, FeeCommand<FeeOutcome> command) {
    var outcome = commands.outcome(command);
    return switch (outcome) {
      case FeeOutcome.Changed changed -> Changed.of(changed, request.tenant());
      case FeeOutcome.Refused refused -> throw Refusals.of(refused);
      case FeeOutcome.Charged _, FeeOutcome.Paid _ ->
          throw new IllegalStateException("asked to pay money back, got " + outcome);
    };
  }

  /**
   * The amount that was asked for, or all there is. What is too much is for the rules to refuse.
   */
  private static long amount(Request<?> request, @Nullable Amount asked, LongSupplier all) {
    var amount = asked == null ? all.getAsLong() : asked.minor(request.tenant());
    if (amount > 0) {
      return amount;
    }
    throw asked == null
        ? Problem.refused("There is nothing left of it.")
        : Problem.invalid("\"amount\" must be more than 0.");
  }

  /** How much of a fee is settled by entries of some kinds. */
  private long sum(Request<?> request, String patron, UUID fee, Set<LedgerKind> kinds) {
    return statements
        .statement(request.tenantId(), patron, null)
        .orElseThrow(Problem::unknownPatron)
        .entries()
        .stream()
        .filter(entry -> fee.equals(entry.fee()) && kinds.contains(entry.kind()))
        .mapToLong(entry -> -entry.amount())
        .sum();
  }

  private long credit(Request<?> request, String patron) {
    return statements.credit(request.tenantId(), patron).orElseThrow(Problem::unknownPatron);
  }

  private Statements.Payment payment(Request<?> request, String patron, String number) {
    return Ids.of(number)
        .flatMap(id -> statements.payment(request.tenantId(), patron, id))
        .orElseThrow(() -> Problem.unknown("The patron made no payment \"%s\".".formatted(number)));
  }

  private static UUID fee(OfFee of) {
    return Ids.of(of.fee())
        .orElseThrow(() -> Problem.unknown("There is no fee \"%s\".".formatted(of.fee())));
  }
}
