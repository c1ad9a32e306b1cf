package org.samling.rest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.Money;
import org.samling.core.debt.OnlinePayments.OnlinePayment;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Tenant;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.routes.debt.OnlinePaymentFlow;
import org.samling.routes.debt.StatementFields;

/** Statements of account, and payments that are made elsewhere. */
final class RestDebt {

  private final Statements statements;
  private final OnlinePaymentFlow payments;

  RestDebt(Statements statements, OnlinePaymentFlow payments) {
    this.statements = statements;
    this.payments = payments;
  }

  RestAnswer statement(RestExchange exchange) {
    var tenant = exchange.tenant();
    var query = exchange.call().query();
    var today = LocalDate.now(tenant.zone());
    var from = RestParameters.day("from", query.get("from"), LocalDate.EPOCH);
    var until = RestParameters.day("until", query.get("until"), today);
    var patron = exchange.call().path().getOrDefault("patron", "");
    return statements
        .statement(tenant.id(), patron, from, until)
        .map(s -> RestAnswer.of(StatementFields.of(s, tenant)))
        .orElseThrow(() -> new RestProblem(Status.NOT_FOUND, "There is no such patron."));
  }

  RestAnswer begin(RestExchange exchange) {
    var call = exchange.call();
    var tenant = exchange.tenant();
    try {
      return answer(
          tenant,
          payments.begin(
              tenant,
              text(call.body(), "reference"),
              text(call.body(), "patron"),
              call.body().containsKey("amount") ? amount(call.body(), tenant) : null,
              fees(call.body().get("fees")),
              exchange.account().username()));
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  RestAnswer show(RestExchange exchange) {
    return answer(exchange.tenant(), payments.find(exchange.tenant(), reference(exchange)));
  }

  RestAnswer confirm(RestExchange exchange) {
    var tenant = exchange.tenant();
    var amount = amount(exchange.call().body(), tenant);
    var by = exchange.account().username();
    return answer(tenant, payments.confirm(tenant, reference(exchange), amount, by));
  }

  private static String reference(RestExchange exchange) {
    return exchange.call().path().getOrDefault("reference", "");
  }

  private static RestAnswer answer(Tenant tenant, OnlinePaymentFlow.Answer answer) {
    return switch (answer) {
      case OnlinePaymentFlow.Answer.Known(var payment) -> RestAnswer.of(fields(payment, tenant));
      case OnlinePaymentFlow.Answer.Refused(var problem, var detail) ->
          throw new RestProblem(
              switch (problem) {
                case UNKNOWN -> Status.NOT_FOUND;
                case DIFFERS -> Status.CONFLICT;
              },
              detail);
    };
  }

  private static Map<String, @Nullable Object> fields(OnlinePayment payment, Tenant tenant) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("reference", payment.reference());
    fields.put("state", payment.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("amount", Money.text(payment.amount(), tenant.currency()));
    fields.put("currency", tenant.currency().getCurrencyCode());
    fields.put("fees", payment.fees().stream().map(UUID::toString).toList());
    fields.put("begun", payment.begun().toString());
    fields.put("ended", payment.ended() == null ? null : payment.ended().toString());
    fields.put("payment", payment.payment() == null ? null : payment.payment().toString());
    fields.put("reason", payment.reason());
    return fields;
  }

  private static long amount(Map<String, Object> body, Tenant tenant) {
    try {
      return Money.minor(text(body, "amount"), tenant.currency());
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private static List<UUID> fees(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      var fees = new ArrayList<UUID>();
      for (var fee : list) {
        try {
          fees.add(UUID.fromString(String.valueOf(fee)));
        } catch (IllegalArgumentException _) {
          throw bad("\"fees\" must be numbers of fees, as in the statement.");
        }
      }
      return fees;
    }
    throw bad("\"fees\" must be a list.");
  }

  private static String text(Map<String, Object> body, String name) {
    if (body.get(name) instanceof String text) {
      return text;
    }
    throw bad("\"%s\" is missing, or is not a text.".formatted(name));
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
