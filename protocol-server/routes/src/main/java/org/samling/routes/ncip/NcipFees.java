package org.samling.routes.ncip;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.policy.Setting;
import org.samling.ncip.NcipRequest.CreateUserFiscalTransaction;
import org.samling.ncip.NcipRequest.CreateUserFiscalTransaction.Transaction;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.CreateUserFiscalTransactionResponse;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/**
 * Fees that a partner charges a patron, and payments made there. A charge without an amount is the
 * library's price of an interlibrary loan.
 */
final class NcipFees {

  private final Commands commands;
  private final NcipPatrons patrons;
  private final Inquiries inquiries;

  NcipFees(Commands commands, NcipPatrons patrons, Inquiries inquiries) {
    this.commands = commands;
    this.patrons = patrons;
    this.inquiries = inquiries;
  }

  /** Answers CreateUserFiscalTransaction. */
  NcipResponse create(NcipExchange<CreateUserFiscalTransaction> exchange) {
    var request = exchange.request();
    var account = exchange.account();
    var patron = patrons.identifier(exchange, request.userId(), request.authenticationInputs());
    var transaction = request.fiscalTransactionInformation();
    var isPayment = isPayment(transaction.fiscalActionType());
    var amount = amount(exchange, transaction, isPayment);
    var origin = origin(exchange, patron, isPayment, amount);
    var mandated = request.mandatedAction();
    var at = mandated == null ? exchange.received() : mandated.dateEventOccurred();
    var about = transaction.itemDetails();
    var item = about == null ? null : about.itemId();
    var outcome =
        commands.outcome(
            isPayment
                ? new FeeCommand.Pay(
                    origin,
                    patron,
                    amount,
                    List.of(),
                    means(transaction.paymentMethodType()),
                    null,
                    at)
                : new FeeCommand.ChargeFee(
                    origin,
                    patron,
                    type(transaction.fiscalTransactionType()),
                    amount,
                    item == null ? null : item.itemIdentifierValue(),
                    transaction.fiscalTransactionDescription(),
                    at));
    var id =
        switch (outcome) {
          case FeeOutcome.Charged charged -> charged.entryId();
          case FeeOutcome.Paid paid -> paid.paymentId();
          case FeeOutcome.Changed _ ->
              throw new IllegalStateException("unexpected outcome of a fee: " + outcome);
          case FeeOutcome.Refused refused ->
              throw NcipRefusals.problem(
                  NcipService.CREATE_USER_FISCAL_TRANSACTION, refused.reason());
        };
    return new CreateUserFiscalTransactionResponse(
        NcipUsers.id(account, patron),
        new FiscalTransactionReferenceId(NcipScheme.agency(account.institution()), id.toString()));
  }

  /** NISO's scheme has Cash, several cards, and others; libraries have words of their own. */
  private static PaymentMeans means(@Nullable SchemeValue method) {
    var word = method == null ? "" : method.value().toLowerCase(Locale.ROOT);
    return word.equals("cash")
        ? PaymentMeans.CASH
        : word.contains("card") ? PaymentMeans.CARD : PaymentMeans.OTHER;
  }

  /** Charges are Assess, Penalty, charge-default-patron-fee, and transactions without an action. */
  private static boolean isPayment(@Nullable SchemeValue action) {
    return switch (action == null ? "assess" : action.value().toLowerCase(Locale.ROOT)) {
      case "assess", "penalty", "charge-default-patron-fee" -> false;
      case "payment" -> true;
      default ->
          throw new ProblemException(
              ProblemType.UNKNOWN_VALUE_FROM_KNOWN_SCHEME,
              "The actions supported are Assess, Penalty, Payment and charge-default-patron-fee.",
              "FiscalActionType",
              action == null ? null : action.value());
    };
  }

  private long amount(
      NcipExchange<CreateUserFiscalTransaction> exchange,
      Transaction transaction,
      boolean isPayment) {
    var requested = transaction.amount();
    var currency = exchange.account().tenant().currency().getCurrencyCode();
    // An amount left to the library needs no currency; an amount from the partner does.
    var currencyCode = requested == null ? null : requested.currencyCode();
    if (currencyCode == null
        ? requested != null && requested.monetaryValue() != 0
        : !currencyCode.is(currency)) {
      throw new ProblemException(
          ProblemType.INVALID_AMOUNT,
          "The library's currency is " + currency + ".",
          "CurrencyCode",
          currencyCode == null ? null : currencyCode.value());
    }
    var amount = requested == null ? 0 : requested.monetaryValue();
    if (amount == 0 && !isPayment) {
      var policy = inquiries.policy(exchange.tenant());
      amount =
          policy
              .setting(
                  Setting.FEE_INTERLIBRARY,
                  exchange.account().branch(),
                  policy.day(exchange.received()))
              .value();
    }
    if (amount <= 0) {
      throw new ProblemException(
          ProblemType.INVALID_AMOUNT,
          "The amount must be more than 0; the library has no price for interlibrary loans.",
          "MonetaryValue",
          requested == null ? null : Long.toString(requested.monetaryValue()));
    }
    return amount;
  }

  /**
   * A transaction with a RequestId is executed once; any other is recognised by its whole content.
   */
  private static Origin origin(
      NcipExchange<CreateUserFiscalTransaction> exchange,
      String patron,
      boolean isPayment,
      long amount) {
    var transaction = exchange.request().fiscalTransactionInformation();
    var request = transaction.requestId();
    var kind = isPayment ? "payment" : "fee";
    var type = String.valueOf(transaction.fiscalTransactionType());
    return request == null
        ? exchange.originByContent(
            kind, patron, type, amount, String.valueOf(transaction.itemDetails()))
        : exchange.origin(
            NcipSettings.REQUEST_WINDOW,
            kind,
            patron,
            type,
            amount,
            String.valueOf(request.agencyId()),
            request.requestIdentifierValue());
  }

  private static FeeType type(@Nullable SchemeValue type) {
    return switch (type == null ? "ill-fee" : type.value().toLowerCase(Locale.ROOT)) {
      case "ill-fee", "interlibrary loan fee" -> FeeType.INTERLIBRARY;
      case "fine" -> FeeType.OVERDUE;
      case "book replacement charge" -> FeeType.REPLACEMENT;
      case "reminder charge" -> FeeType.REMINDER;
      default -> FeeType.PROCESSING;
    };
  }
}
