package org.samling.routes.ncip;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Refusal;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.RenewItemResponse;
import org.samling.ncip.NcipResponse.RequestItemResponse;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;

/** What loans, renewals and requests cost: what was acknowledged, required and charged. */
final class NcipCosts {

  private NcipCosts() {}

  /**
   * The highest fee that the patron accepts, in minor units: what is acknowledged, or paid at the
   * partner's.
   */
  static long accepted(
      NcipExchange<?> exchange, @Nullable Amount acknowledged, @Nullable Amount paid) {
    return Math.max(
        accepted(exchange, acknowledged, "AcknowledgedFeeAmount"),
        accepted(exchange, paid, "PaidFeeAmount"));
  }

  private static long accepted(NcipExchange<?> exchange, @Nullable Amount amount, String element) {
    if (amount == null || amount.monetaryValue() == 0) {
      return 0;
    }
    var code = amount.currencyCode();
    if (code == null || !code.is(currency(exchange))) {
      throw new ProblemException(
          ProblemType.INVALID_AMOUNT,
          "The library's currency is " + currency(exchange) + ".",
          element,
          code == null ? null : code.value());
    }
    return Math.max(0, amount.monetaryValue());
  }

  /** The problem that a refusal is, with the fee that is required where it is about one. */
  static ProblemException problem(NcipExchange<?> exchange, NcipService service, Refusal refusal) {
    var problem = NcipRefusals.problem(service, refusal.reason());
    var fee = LendingFee.of(refusal);
    return fee == null ? problem : problem.requiring(Amount.of(currency(exchange), fee.amount()));
  }

  /** The answer with the fee that was charged. */
  static CheckOutItemResponse charging(
      NcipExchange<?> exchange, CheckOutItemResponse answer, @Nullable LendingFee fee) {
    return new CheckOutItemResponse(
        answer.itemId(),
        answer.userId(),
        answer.dateDue(),
        answer.renewalCount(),
        charged(exchange, fee),
        answer.itemOptionalFields(),
        answer.userOptionalFields());
  }

  /** The answer with the fee that was charged. */
  static RenewItemResponse charging(
      NcipExchange<?> exchange, RenewItemResponse answer, @Nullable LendingFee fee) {
    return new RenewItemResponse(
        answer.itemId(),
        answer.userId(),
        answer.dateDue(),
        answer.renewalCount(),
        charged(exchange, fee),
        answer.itemOptionalFields(),
        answer.userOptionalFields());
  }

  /** The answer with the fee that was charged. */
  static RequestItemResponse charging(
      NcipExchange<?> exchange, RequestItemResponse answer, @Nullable LendingFee fee) {
    return new RequestItemResponse(
        answer.requestId(),
        answer.itemId(),
        answer.userId(),
        answer.requestType(),
        answer.requestScopeType(),
        answer.dateAvailable(),
        answer.holdPickupDate(),
        charged(exchange, fee),
        answer.itemOptionalFields(),
        answer.userOptionalFields());
  }

  /** The fee that was charged, as a transaction; null where there was none. */
  private static @Nullable FiscalTransactionInformation charged(
      NcipExchange<?> exchange, @Nullable LendingFee fee) {
    return fee == null
        ? null
        : new FiscalTransactionInformation(
            NcipScheme.FISCAL_ACTION_TYPE.of("Assess"),
            null,
            NcipScheme.FISCAL_TRANSACTION_TYPE.of(NcipUsers.type(fee.type())),
            Amount.of(currency(exchange), fee.amount()),
            null,
            fee.type().name().toLowerCase(Locale.ROOT),
            null);
  }

  private static String currency(NcipExchange<?> exchange) {
    return exchange.account().tenant().currency().getCurrencyCode();
  }
}
