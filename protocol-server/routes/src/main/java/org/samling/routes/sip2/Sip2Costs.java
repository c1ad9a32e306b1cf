package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;

import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.FeeAcknowledgement;
import org.samling.core.organisation.PatronData;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/** What loans, renewals and holds cost, and whether the patron at a machine agrees to it (BO). */
final class Sip2Costs {

  private Sip2Costs() {}

  /** The highest fee that the patron accepts, in minor units. */
  static long accepted(Sip2Exchange<? extends Sip2Request> exchange) {
    return switch (exchange.kiosk().profile().desk().fees()) {
      case REQUIRED -> exchange.message().get(FEE_ACKNOWLEDGED).isYes() ? LendingFee.ANY : 0;
      case ASSUMED -> LendingFee.ANY;
      case REFUSED -> 0;
    };
  }

  /** The text for a refusal, with the amount where it is about a fee. */
  static String refusal(Sip2Exchange<?> exchange, Refusal refusal) {
    var fee = LendingFee.of(refusal);
    if (fee == null || !isTold(exchange, refusal)) {
      return Sip2Texts.refusal(exchange, refusal.reason());
    }
    var key =
        refusal.reason() == RefusalReason.FEE_NOT_PAID
            ? "fee.first"
            : exchange.kiosk().profile().desk().fees() == FeeAcknowledgement.REFUSED
                ? "fee.ask-staff"
                : "fee.accept";
    return Sip2Texts.messages(exchange).text(key, amount(exchange, fee));
  }

  /** The text that tells what was charged. */
  static String charged(Sip2Exchange<?> exchange, LendingFee fee) {
    return Sip2Texts.messages(exchange).text("fee.charged", amount(exchange, fee));
  }

  /** Adds what something costs: its type, currency and amount. */
  static Sip2Message.Builder<Sip2Response> with(
      Sip2Exchange<?> exchange, Sip2Message.Builder<Sip2Response> reply, @Nullable LendingFee fee) {
    if (fee == null) {
      return reply;
    }
    var currency = exchange.session().loggedInAccount().tenant().currency();
    return reply
        .with(FEE_TYPE, Sip2Code.of(type(fee.type())))
        .with(CURRENCY_TYPE, currency.getCurrencyCode())
        .with(FEE_AMOUNT, Sip2Texts.amount(fee.amount(), currency));
  }

  /** The same, of what was refused. */
  static Sip2Message.Builder<Sip2Response> with(
      Sip2Exchange<?> exchange, Sip2Message.Builder<Sip2Response> reply, Refusal refusal) {
    return with(exchange, reply, isTold(exchange, refusal) ? LendingFee.of(refusal) : null);
  }

  /** Whether the machine may be told: what is to be paid first contains what the patron owes. */
  private static boolean isTold(Sip2Exchange<?> exchange, Refusal refusal) {
    return refusal.reason() != RefusalReason.FEE_NOT_PAID || exchange.tells(PatronData.ACCOUNT);
  }

  private static String amount(Sip2Exchange<?> exchange, LendingFee fee) {
    var currency = exchange.session().loggedInAccount().tenant().currency();
    return Sip2Texts.amount(fee.amount(), currency) + " " + currency;
  }

  private static Sip2Code.FeeType type(FeeType type) {
    return switch (type) {
      case LOAN, RENEWAL -> Sip2Code.FeeType.RENTAL;
      case HOLD -> Sip2Code.FeeType.HOLD_FEE;
      case OVERDUE -> Sip2Code.FeeType.OVERDUE;
      case DAMAGE -> Sip2Code.FeeType.DAMAGE;
      case REPLACEMENT -> Sip2Code.FeeType.REPLACEMENT;
      case PROCESSING -> Sip2Code.FeeType.PROCESSING;
      case REMINDER, INTERLIBRARY -> Sip2Code.FeeType.OTHER;
    };
  }
}
