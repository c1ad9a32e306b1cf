package org.samling.rest;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.FeeOutcome.Share;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.rest.form.RestRefusals;
import org.samling.routes.Commands;

/** Fees and payments. */
final class RestFees {

  private static final int LONGEST = 200;

  private final Commands commands;

  RestFees(Commands commands) {
    this.commands = commands;
  }

  RestAnswer charge(RestExchange exchange) {
    var body = exchange.body();
    var tenant = exchange.tenant();
    var outcome =
        commands.outcome(
            new FeeCommand.ChargeFee(
                exchange.origin(),
                exchange.path("patron"),
                type(body.needed("type", LONGEST)),
                amount(body, tenant),
                body.number("item", LONGEST),
                body.text("reason", LONGEST),
                Instant.now()));
    return switch (outcome) {
      case FeeOutcome.Charged(_, var entry, var debt) ->
          RestAnswer.of(
              Map.of("number", entry.toString(), "owed", Money.text(debt, tenant.currency())));
      case FeeOutcome.Refused refused -> RestRefusals.answer(refused);
      case FeeOutcome.Paid _, FeeOutcome.Changed _ ->
          throw new IllegalStateException("asked to charge a fee, got " + outcome);
    };
  }

  RestAnswer pay(RestExchange exchange) {
    var body = exchange.body();
    var tenant = exchange.tenant();
    var outcome =
        commands.outcome(
            new FeeCommand.Pay(
                exchange.origin(),
                exchange.path("patron"),
                amount(body, tenant),
                RestPatrons.numbers(body.listed("fees")),
                body.text("reference", LONGEST),
                Instant.now()));
    return switch (outcome) {
      case FeeOutcome.Paid paid -> RestAnswer.of(fields(paid, tenant));
      case FeeOutcome.Refused refused -> RestRefusals.answer(refused);
      case FeeOutcome.Charged _, FeeOutcome.Changed _ ->
          throw new IllegalStateException("asked to take a payment, got " + outcome);
    };
  }

  /** Waives the open amount of a fee, or the part of it that is named. */
  RestAnswer forgive(RestExchange exchange) {
    var body = exchange.body();
    var tenant = exchange.tenant();
    var patron = exchange.path("patron");
    var fee = RestParameters.number("fee", exchange.path("fee"));
    var reason = body.needed("reason", LONGEST);
    var outcome =
        commands.outcome(
            body.text("amount", LONGEST) == null
                ? new FeeCommand.CancelFee(exchange.origin(), patron, fee, reason)
                : new FeeCommand.ReduceFee(
                    exchange.origin(), patron, fee, amount(body, tenant), reason));
    return switch (outcome) {
      case FeeOutcome.Changed(_, var shares, var debt) -> {
        var given = shares.getFirst();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("number", fee.toString());
        fields.put("forgiven", Money.text(given.amount(), tenant.currency()));
        fields.put("open", Money.text(given.open(), tenant.currency()));
        fields.put("owed", Money.text(debt, tenant.currency()));
        yield RestAnswer.of(fields);
      }
      case FeeOutcome.Refused refused -> RestRefusals.answer(refused);
      case FeeOutcome.Charged _, FeeOutcome.Paid _ ->
          throw new IllegalStateException("asked to give a fee up, got " + outcome);
    };
  }

  private static Map<String, Object> fields(FeeOutcome.Paid paid, Tenant tenant) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("number", paid.paymentId().toString());
    fields.put("taken", Money.text(paid.taken(), tenant.currency()));
    fields.put("owed", Money.text(paid.debt(), tenant.currency()));
    fields.put("shares", paid.shares().stream().map(share -> fields(share, tenant)).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Share share, Tenant tenant) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("fee", share.fee() == null ? null : share.fee().toString());
    fields.put("amount", Money.text(share.amount(), tenant.currency()));
    fields.put("open", Money.text(share.open(), tenant.currency()));
    return fields;
  }

  private static long amount(RestBody body, Tenant tenant) {
    try {
      var amount = Money.minor(body.needed("amount", LONGEST), tenant.currency());
      if (amount > 0) {
        return amount;
      }
    } catch (IllegalArgumentException e) {
      throw new RestProblem(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    throw new RestProblem(Status.BAD_REQUEST, "\"amount\" must be more than 0.");
  }

  /** The type, one of the words that the body's form allows. */
  private static FeeType type(String word) {
    return Arrays.stream(FeeType.values())
        .filter(type -> OfflineFields.word(type).equals(word))
        .findFirst()
        .orElseThrow();
  }
}
