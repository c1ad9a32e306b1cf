package org.samling.operations.debt;

import java.util.List;
import java.util.Optional;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.debt.OnlinePayments.PaymentFilter;
import org.samling.core.debt.OnlinePayments.Place;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Words;
import org.samling.operations.debt.Debts.Confirmation;
import org.samling.operations.debt.Debts.Filter;
import org.samling.operations.debt.Debts.ListedPayment;
import org.samling.operations.debt.Debts.ListedPayments;
import org.samling.operations.debt.Debts.NewPayment;
import org.samling.operations.debt.Debts.Payment;
import org.samling.operations.debt.Debts.WhichPayment;
import org.samling.routes.debt.OnlinePaymentFlow;

/** Payments that are made elsewhere. */
public final class PaymentOperations {

  /** The operations. */
  public static final Family<PaymentOperations> FAMILY =
      new Family<>(
          "payments",
          "payment",
          "Payments that are made elsewhere",
          List.of(
              Operation.get(
                      "list-payments",
                      "/payments",
                      Scope.DEBT_READ,
                      "Lists online payments, the latest first")
                  .paged()
                  .of(Filter.class, ListedPayments.class, PaymentOperations::list),
              Operation.post(
                      "begin-payment", "/payments", Scope.PAYMENTS, "Begins an online payment")
                  .of(NewPayment.class, Payment.class, PaymentOperations::begin),
              Operation.get(
                      "show-payment",
                      "/payments/:reference",
                      Scope.PAYMENTS,
                      "Shows the state of an online payment")
                  .of(WhichPayment.class, Payment.class, PaymentOperations::show),
              Operation.post(
                      "confirm-payment",
                      "/payments/:reference/confirmation",
                      Scope.PAYMENTS,
                      "Confirms that the money of an online payment arrived")
                  .of(Confirmation.class, Payment.class, PaymentOperations::confirm),
              Operation.post(
                      "refund-payment",
                      "/payments/:reference/refund",
                      Scope.DEBT_MANAGE,
                      "Records that an online payment was refunded")
                  .of(WhichPayment.class, Payment.class, PaymentOperations::refund)));

  private final OnlinePayments stored;
  private final OnlinePaymentFlow payments;

  /** Operations on a store. */
  public PaymentOperations(OnlinePayments stored, OnlinePaymentFlow payments) {
    this.stored = stored;
    this.payments = payments;
  }

  private ListedPayments list(Request<Filter> request) {
    var paging = request.paging();
    var filter = request.input();
    var isOpen = filter.state() == null && !Boolean.TRUE.equals(filter.all());
    var found =
        stored.list(
            request.tenantId(),
            new PaymentFilter(filter.state(), isOpen),
            PageMark.read(paging.after(), PaymentOperations::place),
            paging.fetched());
    var page =
        paging
            .of(found, payment -> PageMark.of(payment.begun(), payment.reference()))
            .map(payment -> ListedPayment.of(payment, request.tenant()));
    return new ListedPayments(page.entries(), page.next(), page.next() == null);
  }

  /** A reference may have line feeds, as the parts of a mark have between them. */
  private static Place place(List<String> parts) {
    return new Place(
        PageMark.moment(parts.getFirst()), String.join("\n", parts.subList(1, parts.size())));
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

  private Payment refund(Request<WhichPayment> request) {
    var tenant = request.tenant();
    var reference = request.input().reference();
    var known = payment(tenant, payments.find(tenant, reference));
    if (!stored.refund(tenant.id(), reference, request.account().username())) {
      throw Problem.refused(
          "Payment %s is %s: there is nothing to refund."
              .formatted(reference, Words.of(known.state())));
    }
    return payment(tenant, payments.find(tenant, reference));
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
