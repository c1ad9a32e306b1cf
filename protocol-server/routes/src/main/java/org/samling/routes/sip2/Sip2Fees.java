package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.FEE_PAID_RESPONSE;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.FeeNumbers;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.PatronData;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Payments at a machine. A payment's reference is the account's name followed by the machine's own
 * number (BK), so that two machines may use the same numbers; a repeated payment is taken once.
 */
final class Sip2Fees {

  /** How long a payment's reference may be. */
  private static final int MAX_REFERENCE = 200;

  /**
   * A fee that nobody owes. A number names open fees only, and the payment that settled one is
   * found again by its command.
   */
  private static final UUID NONE = new UUID(0, 0);

  private final Commands commands;
  private final Inquiries inquiries;
  private final Sip2Pins pins;

  Sip2Fees(Commands commands, Inquiries inquiries, Sip2Pins pins) {
    this.commands = commands;
    this.inquiries = inquiries;
    this.pins = pins;
  }

  /** 37. */
  Sip2Response pay(Sip2Exchange<Sip2Request.FeePaid> exchange) {
    var message = exchange.message();
    var visitor = pins.visitor(exchange);
    var messages = Sip2Texts.messages(exchange);
    var wrongPin = visitor.refusal(messages);
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    var currency = exchange.session().loggedInAccount().tenant().currency();
    var amount = message.get(FEE_AMOUNT).value().map(a -> minor(a, currency));
    if (amount.isEmpty() || amount.get().isEmpty()) {
      return Sip2Refusals.refuse(exchange, messages.text("fee.amount"));
    }
    if (!message.get(CURRENCY_TYPE).equals(currency.getCurrencyCode())) {
      return Sip2Refusals.refuse(
          exchange, messages.text("fee.currency", currency.getCurrencyCode()));
    }
    var reference = reference(exchange);
    if (reference != null && reference.length() > MAX_REFERENCE) {
      return Sip2Refusals.refuse(exchange, messages.text("fee.reference"));
    }
    var desk = exchange.kiosk().profile().desk();
    if (message.get(PAYMENT_TYPE).wire().equals(desk.writeOffType())) {
      return writeOff(exchange, visitor, amount.get().getAsLong(), currency);
    }
    var paymentType = message.get(PAYMENT_TYPE).value();
    if (message.get(FEE_TYPE).value() == null || paymentType == null) {
      return Sip2Refusals.refuse(exchange, messages.text("fee.type"));
    }
    var fees = fees(exchange, visitor);
    if (fees == null) {
      return Sip2Refusals.refuse(exchange, messages.refusal(RefusalReason.FEE_UNKNOWN));
    }
    var outcome =
        commands.outcome(
            new FeeCommand.Pay(
                exchange.origin(),
                visitor.identifier(),
                amount.get().getAsLong(),
                fees,
                means(paymentType),
                reference,
                message
                    .transactionDate()
                    .toInstant(Sip2Texts.zone(exchange))
                    .orElse(exchange.received()),
                desk.register().isEmpty() ? null : desk.register()));
    return switch (outcome) {
      case FeeOutcome.Paid paid -> paid(exchange, paid, amount.get().getAsLong(), currency);
      case FeeOutcome.Refused(var at, var reason, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
      case FeeOutcome.Charged _, FeeOutcome.Changed _ ->
          throw new IllegalStateException("expected the outcome of a payment, got " + outcome);
    };
  }

  /** Writes off a fee, which the message must name: of several it could not be told which. */
  private Sip2Response writeOff(
      Sip2Exchange<Sip2Request.FeePaid> exchange,
      Sip2Visitor visitor,
      long amount,
      Currency currency) {
    var messages = Sip2Texts.messages(exchange);
    var fees = fees(exchange, visitor);
    if (fees == null || fees.isEmpty()) {
      return Sip2Refusals.refuse(
          exchange,
          fees == null
              ? messages.refusal(RefusalReason.FEE_UNKNOWN)
              : messages.text("fee.write-off"));
    }
    var outcome =
        commands.outcome(
            new FeeCommand.WriteOff(
                exchange.origin(),
                visitor.identifier(),
                fees.getFirst(),
                amount,
                reference(exchange)));
    return switch (outcome) {
      case FeeOutcome.Changed changed ->
          accepted(exchange, changed.at())
              .with(
                  SCREEN_MESSAGE,
                  messages.text(
                      "fee.written-off", Sip2Texts.amount(amount, currency) + " " + currency))
              .build();
      case FeeOutcome.Refused(var at, var reason, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
      case FeeOutcome.Charged _, FeeOutcome.Paid _ ->
          throw new IllegalStateException("expected the outcome of a write-off, got " + outcome);
    };
  }

  /** What the replies to a payment and to a write-off that were accepted have in common. */
  private static Sip2Message.Builder<Sip2Response> accepted(
      Sip2Exchange<Sip2Request.FeePaid> exchange, Instant at) {
    var message = exchange.message();
    return exchange
        .reply(FEE_PAID_RESPONSE, at)
        .with(PAYMENT_ACCEPTED, Sip2Flag.YES)
        .with(PATRON_IDENTIFIER, message.get(PATRON_IDENTIFIER))
        .withOptional(TRANSACTION_ID, message.find(TRANSACTION_ID));
  }

  private static PaymentMeans means(Sip2Code.PaymentType type) {
    return switch (type) {
      case CASH -> PaymentMeans.CASH;
      case VISA, CREDIT_CARD -> PaymentMeans.CARD;
    };
  }

  private static Sip2Response paid(
      Sip2Exchange<Sip2Request.FeePaid> exchange,
      FeeOutcome.Paid paid,
      long offered,
      Currency currency) {
    var messages = Sip2Texts.messages(exchange);
    var taken = Sip2Texts.amount(paid.taken(), currency) + " " + currency;
    var isPart = paid.taken() < offered;
    var owed = Sip2Texts.amount(Math.max(paid.debt(), 0), currency) + " " + currency;
    return accepted(exchange, paid.at())
        .with(
            SCREEN_MESSAGE,
            exchange.tells(PatronData.ACCOUNT)
                ? messages.text(isPart ? "fee.taken-of-more" : "fee.taken", taken, owed)
                : messages.text(isPart ? "fee.taken-of-more-only" : "fee.taken-only", taken))
        .build();
  }

  /** The amount in minor units of the currency if it is positive and exact; else empty. */
  private static OptionalLong minor(BigDecimal amount, Currency currency) {
    try {
      var minor = amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact();
      return minor > 0 ? OptionalLong.of(minor) : OptionalLong.empty();
    } catch (ArithmeticException _) {
      return OptionalLong.empty(); // a fraction of the minor unit
    }
  }

  private static @Nullable String reference(Sip2Exchange<Sip2Request.FeePaid> exchange) {
    var own = exchange.message().get(TRANSACTION_ID);
    return own.isBlank()
        ? null
        : exchange.session().loggedInAccount().username() + " " + own.strip();
  }

  /** The fee in CG, all fees if CG is empty, or null if it can't be one of ours. */
  private @Nullable List<UUID> fees(
      Sip2Exchange<Sip2Request.FeePaid> exchange, Sip2Visitor visitor) {
    var identifier = exchange.message().get(FEE_IDENTIFIER).strip();
    if (identifier.isEmpty()) {
      return List.of();
    }
    if (FeeNumbers.isNumber(identifier)) {
      var tenant = exchange.session().loggedInAccount().tenant().id();
      return List.of(
          inquiries
              .patron(tenant, visitor.identifier(), Set.of(PatronAccount.Part.FEES))
              .map(account -> account.fees().stream().map(PatronAccount.Fee::id).toList())
              .flatMap(open -> FeeNumbers.find(open, identifier))
              .orElse(NONE));
    }
    try {
      return List.of(UUID.fromString(identifier));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
