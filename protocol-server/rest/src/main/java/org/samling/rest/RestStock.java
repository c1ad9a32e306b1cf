package org.samling.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.StockCounts.Closing;
import org.samling.core.stock.StockCounts.Count;
import org.samling.core.stock.StockCounts.Finding;
import org.samling.core.stock.StockCounts.Place;
import org.samling.core.stock.StockCounts.Range;
import org.samling.core.stock.StockCounts.Result;
import org.samling.core.stock.StockCounts.Scan;
import org.samling.operations.PageMark;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.routes.Commands;
import org.samling.routes.stock.StockClosing;

/** Stock counts (inventory), for a reader that is carried along the shelves. */
final class RestStock {

  private static final int LONGEST_TEXT = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final StockCounts counts;
  private final Inquiries inquiries;
  private final StockClosing closing;

  RestStock(StockCounts counts, Inquiries inquiries, Circulation circulation) {
    this.counts = counts;
    this.inquiries = inquiries;
    this.closing = new StockClosing(counts, new Commands(circulation, DEADLINE));
  }

  RestAnswer list(RestExchange exchange) {
    var limit = RestPages.limit(exchange);
    var after =
        PageMark.read(
            RestPages.after(exchange),
            parts -> new Place(Boolean.parseBoolean(parts.get(0)), UUID.fromString(parts.get(1))));
    return RestPages.page(
        exchange,
        "counts",
        counts.list(exchange.tenant().id(), after, limit + 1),
        count -> PageMark.of(count.place().goesOn(), count.id()),
        RestStock::fields,
        limit);
  }

  RestAnswer begin(RestExchange exchange) {
    var body = exchange.call().body();
    var branch = text(body, "branch");
    var tenant = exchange.tenant();
    if (branch == null || !inquiries.policy(tenant.id()).branches().containsKey(branch)) {
      throw bad("\"branch\" must be the code of a branch of %s.".formatted(tenant.code()));
    }
    var id =
        counts.begin(
            tenant.id(),
            new Range(branch, text(body, "location"), text(body, "from"), text(body, "to")),
            exchange.account().username());
    return RestAnswer.of(fields(counts.count(tenant.id(), id).orElseThrow()));
  }

  RestAnswer show(RestExchange exchange) {
    var count = count(exchange);
    var all = RestParameters.flag("all", exchange.call().query().get("all"));
    var results = counts.results(exchange.tenant().id(), count.id());
    var sums = new LinkedHashMap<String, Integer>();
    results.forEach(result -> sums.merge(word(result.finding()), 1, Integer::sum));
    var body = fields(count);
    body.put("sums", sums);
    body.put(
        "results",
        results.stream()
            .filter(r -> all || r.finding() != Finding.IN_PLACE)
            .map(RestStock::fields)
            .toList());
    return RestAnswer.of(body);
  }

  RestAnswer scan(RestExchange exchange) {
    var body = exchange.call().body();
    if (!(body.get("scans") instanceof List<?> texts)
        || texts.isEmpty()
        || texts.size() > StockCounts.MAX_SCANS) {
      throw bad("\"scans\" must be a list of 1 to %,d barcodes.".formatted(StockCounts.MAX_SCANS));
    }
    var scans = new ArrayList<Scan>();
    for (var text : texts) {
      try {
        scans.add(Scan.parse(String.valueOf(text)));
      } catch (IllegalArgumentException e) {
        throw bad("\"scans\": " + e.getMessage());
      }
    }
    var count = count(exchange);
    var added =
        counts.scan(exchange.tenant().id(), count.id(), scans).orElseThrow(() -> ended(count));
    var fields = new LinkedHashMap<String, Object>();
    fields.put("read", scans.size());
    fields.put("new", added);
    return RestAnswer.of(fields);
  }

  RestAnswer close(RestExchange exchange) {
    var body = exchange.call().body();
    var count = count(exchange);
    var closed =
        closing
            .close(
                exchange.tenant().id(),
                count,
                new StockClosing.Choice(
                    Boolean.TRUE.equals(body.get("mark-missing")),
                    Boolean.TRUE.equals(body.get("take-in"))),
                exchange.account().username())
            .orElseThrow(() -> ended(count));
    return RestAnswer.of(fields(closed));
  }

  private Count count(RestExchange exchange) {
    var text = exchange.call().path().getOrDefault("number", "");
    return number(text)
        .flatMap(id -> counts.count(exchange.tenant().id(), id))
        .orElseThrow(
            () -> new RestProblem(Status.NOT_FOUND, "There is no count \"%s\".".formatted(text)));
  }

  private static Optional<UUID> number(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> fields(Count count) {
    var range = count.range();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", count.id().toString());
    fields.put("branch", range.branch());
    fields.put("location", range.location());
    fields.put("from", range.from());
    fields.put("to", range.to());
    fields.put("begun", count.begun().toString());
    fields.put("begun-by", count.by());
    fields.put("read", count.scanned());
    fields.put("closing", count.closing() == null ? null : fields(count.closing()));
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Closing closing) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("closed", closing.at().toString());
    fields.put("closed-by", closing.by());
    fields.put("marked-missing", closing.missing());
    fields.put("taken-in", closing.takenIn());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Result result) {
    var status = result.status();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("finding", word(result.finding()));
    fields.put("item", result.barcode());
    fields.put("title", result.title());
    fields.put("branch", result.branch());
    fields.put("location", result.location());
    fields.put("call-number", result.callNumber());
    fields.put("status", status == null ? null : status.name());
    fields.put("parts", result.parts());
    return fields;
  }

  private static String word(Finding finding) {
    return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable String text(Map<String, Object> body, String name) {
    return switch (body.get(name)) {
      case null -> null;
      case String text when !text.isBlank() && text.length() <= LONGEST_TEXT -> text;
      default ->
          throw bad(
              "\"%s\" must be a text of at most %d characters.".formatted(name, LONGEST_TEXT));
    };
  }

  private static RestProblem ended(Count count) {
    return new RestProblem(Status.CONFLICT, "The count %s is closed.".formatted(count.id()));
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
