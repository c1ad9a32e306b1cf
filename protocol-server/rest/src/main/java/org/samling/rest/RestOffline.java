package org.samling.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.Place;
import org.samling.core.circulation.OfflineTransactions.ReportedTransaction;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.operations.PageMark;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;

/** Transactions that machines carried out while they were offline. */
final class RestOffline {

  private static final int USUAL = 1_000;
  private static final int MOST = 10_000;
  private static final int LONGEST_NOTE = 1_000;

  private final OfflineTransactions transactions;
  private final Inquiries inquiries;

  RestOffline(OfflineTransactions transactions, Inquiries inquiries) {
    this.transactions = transactions;
    this.inquiries = inquiries;
  }

  RestAnswer list(RestExchange exchange) {
    var tenant = exchange.tenant();
    var query = exchange.call().query();
    var branch = query.get("branch");
    if (branch != null && !inquiries.policy(tenant.id()).branches().containsKey(branch)) {
      throw bad("%s has no branch \"%s\".".formatted(tenant.code(), branch));
    }
    var asked =
        new TransactionFilter(
            branch,
            query.get("account"),
            since(exchange, query.get("since")),
            RestParameters.flag("only-conflicts", query.get("only-conflicts")));
    var limit = (int) RestParameters.number("limit", query.get("limit"), USUAL, 1, MOST);
    var after = PageMark.read(RestPages.after(exchange), RestOffline::place);
    var told = transactions.list(tenant.id(), asked, after, limit + 1);
    var counts = new LinkedHashMap<String, Long>();
    transactions
        .counts(tenant.id(), asked)
        .forEach((result, count) -> counts.put(OfflineFields.word(result), count));
    var body = RestPages.body("transactions", told, RestOffline::next, OfflineFields::of, limit);
    body.put("counts", counts);
    body.put("complete", told.size() <= limit);
    return RestAnswer.of(body);
  }

  private static String next(ReportedTransaction told) {
    var place = told.place();
    return PageMark.of(place.done(), place.received(), place.id());
  }

  private static Place place(List<String> parts) {
    var done = parts.getFirst();
    return new Place(
        done.isEmpty() ? null : PageMark.moment(done),
        PageMark.moment(parts.get(1)),
        UUID.fromString(parts.get(2)));
  }

  RestAnswer settle(RestExchange exchange) {
    var call = exchange.call();
    var text = call.path().getOrDefault("number", "");
    var number = number(text);
    var note = note(call.body());
    var by = exchange.account().username();
    if (number.isEmpty() || !transactions.settle(exchange.tenant().id(), number.get(), by, note)) {
      throw new RestProblem(
          Status.NOT_FOUND, "There is no unsettled transaction \"%s\".".formatted(text));
    }
    return RestAnswer.done();
  }

  private static Optional<UUID> number(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String note(Map<String, Object> body) {
    return switch (body.get("note")) {
      case null -> null;
      case String note when note.length() <= LONGEST_NOTE -> note;
      default -> throw bad("\"note\" must be a text of at most 1,000 characters.");
    };
  }

  /** A day in the tenant's time zone, or an instant. */
  private static @Nullable Instant since(RestExchange exchange, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(exchange.tenant().zone()).toInstant();
    } catch (DateTimeException _) {
      throw bad("\"since\" must be a day (2026-11-25) or a time (2026-11-25T08:00:00Z).");
    }
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
