package org.samling.operations.debt;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.debt.Debts.Confirmation;
import org.samling.operations.debt.Debts.NewPayment;
import org.samling.operations.debt.Debts.Payment;
import org.samling.operations.debt.Debts.Period;
import org.samling.operations.debt.Debts.Statement;
import org.samling.operations.debt.Debts.WhichPayment;
import org.samling.routes.debt.OnlinePaymentFlow;

/** Statements of account, and payments that are made elsewhere. */
public final class DebtOperations {

  /** The operations. */
  public static final Family<DebtOperations> FAMILY =
      new Family<>(
          "payments",
          "payment",
          "Statements of account, and payments that are made elsewhere",
          List.of(
          Operation.get(
                  "show-statement",
                  "/patrons/:patron/statement",
                  Scope.DEBT_READ,
                  "Shows a patron's statement of charges and payments")
              .of(Period.class, Statement.class, DebtOperations::statement),
          Operation.post("begin-payment", "/payments", Scope.PAYMENTS, "Begins an online payment")
              .of(NewPayment.class, Payment.class, DebtOperations::begin),
          Operation.get(
                  "show-payment",
                  "/payments/:reference",
                  Scope.PAYMENTS,
                  "Shows the state of an online payment")
              .of(WhichPayment.class, Payment.class, DebtOperations::show),
          Operation.post(
                  "confirm-payment",
                  "/payments/:reference/confirmation",
                  Scope.PAYMENTS,
                  "Confirms that the money of an online payment arrived")
              .of(Confirmation.class, Payment.class, DebtOperations::confirm)));

  private final Statements statements;
  private final OnlinePaymentFlow payments;

  /** Operations on a store. */
  public DebtOperations(Statements statements, OnlinePaymentFlow payments) {
    this.statements = statements;
    this.payments = payments;
  }

  private Statement statement(Request<Period> request) {
    var tenant = request.tenant();
    var period = request.input();
    var from = Optional.ofNullable(period.from()).orElse(LocalDate.EPOCH);
    var until = Optional.ofNullable(period.until()).orElseGet(() -> LocalDate.now(tenant.zone()));
    return statements
        .statement(tenant.id(), period.patron(), from, until)
        .map(statement -> Statement.of(statement, tenant))
        .orElseThrow(() -> Problem.unknown("There is no such patron."));
  }

  private Payment begin(Request<NewPayment> request) {
    var tenant = request.tenant();
    var payment = request.input();
    var amount = payment.amount() == null ? null : payment.amount().minor(tenant);
    var fees = Optional.ofNullable(payment.fees()).orElse(List.of());
    var by = request.account().username();
    try {
      return payment(
          tenant, payments.begin(tenant, payment.reference(), payment.patron(), amount, fees, by));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Payment show(Request<WhichPayment> request) {
    var tenant = request.tenant();
    return payment(tenant, payments.find(tenant, request.input().reference()));
  }

  private Payment confirm(Request<Confirmation> request) {
    var tenant = request.tenant();
    var confirmation = request.input();
    var amount = confirmation.amount().minor(tenant);
    var by = request.account().username();
    return payment(tenant, payments.confirm(tenant, confirmation.reference(), amount, by));
  }

  private static Payment payment(Tenant tenant, OnlinePaymentFlow.Answer answer) {
    return switch (answer) {
      case OnlinePaymentFlow.Answer.Known(var payment) -> Payment.of(payment, tenant);
      case OnlinePaymentFlow.Answer.Refused(var problem, var detail) ->
          throw switch (problem) {
            case UNKNOWN -> Problem.unknown(detail);
            case DIFFERS -> Problem.refused(detail);
          };
    };
  }
}
