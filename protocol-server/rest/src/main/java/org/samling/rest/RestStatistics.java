package org.samling.rest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.Figure;
import org.samling.core.statistics.Statistics.FigureQuery;
import org.samling.core.statistics.Statistics.Visits;
import org.samling.core.statistics.Statistics.YearOfBranch;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;

/** Figures, and visit counts. */
final class RestStatistics {

  private final Statistics statistics;
  private final Inquiries inquiries;

  RestStatistics(Statistics statistics, Inquiries inquiries) {
    this.statistics = statistics;
    this.inquiries = inquiries;
  }

  RestAnswer figures(RestExchange exchange) {
    var tenant = exchange.tenant();
    var query = exchange.call().query();
    var until = RestParameters.day("until", query.get("until"), LocalDate.now(tenant.zone()));
    var from = RestParameters.day("from", query.get("from"), until.withDayOfYear(1));
    var branch = query.get("branch");
    if (branch != null) {
      checkBranch(tenant, branch);
    }
    var by = words("by", query.get("by"), Dimension::of, Dimension.values(), Dimension::word);
    var measures =
        words("measure", query.get("measure"), Measure::of, Measure.values(), Measure::word);
    FigureQuery asked;
    try {
      asked = new FigureQuery(from, until, branch, Set.copyOf(measures), by);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    var figures = statistics.figures(tenant.id(), asked);
    var body = new LinkedHashMap<String, Object>();
    body.put("from", from.toString());
    body.put("until", until.toString());
    body.put("figures", figures.stream().map(f -> figure(f, tenant)).toList());
    body.put("complete", figures.size() < Statistics.MAX_FIGURES);
    return RestAnswer.of(body);
  }

  private static Map<String, Object> figure(Figure figure, Tenant tenant) {
    var fields = new LinkedHashMap<String, Object>();
    figure.values().forEach((dimension, value) -> fields.put(dimension.word(), value));
    fields.put("measure", figure.measure().word());
    fields.put("count", figure.count());
    if (figure.measure().isMoney()) {
      fields.put("amount", Money.text(figure.amount(), tenant.currency()));
    }
    return fields;
  }

  private static <T> List<T> words(
      String name,
      @Nullable String text,
      Function<String, Optional<T>> reader,
      T[] all,
      Function<T, String> word) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    var found = new ArrayList<T>();
    for (var part : text.split(",", -1)) {
      var read =
          reader
              .apply(part.strip())
              .orElseThrow(() ->
                  bad(
                      "\"%s\" must be one or more of %s, separated by commas."
                          .formatted(
                              name, String.join(", ", Arrays.stream(all).map(word).toList()))));
      if (!found.contains(read)) {
        found.add(read);
      }
    }
    return found;
  }

  RestAnswer year(RestExchange exchange) {
    var text = exchange.call().path().getOrDefault("year", "");
    if (!text.matches("(?:1[89]|20|21)\\d\\d")) {
      throw new RestProblem(Status.NOT_FOUND, "There is no year \"%s\".".formatted(text));
    }
    var year = Integer.parseInt(text);
    var branches = statistics.year(exchange.tenant().id(), year);
    var all = branches.stream().reduce(YearOfBranch.none("all"), YearOfBranch::plus);
    var body = new LinkedHashMap<String, Object>();
    body.put("year", year);
    body.put("branches", branches.stream().map(RestStatistics::yearOf).toList());
    body.put("all", yearOf(all));
    return RestAnswer.of(body);
  }

  private static Map<String, Object> yearOf(YearOfBranch b) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("branch", b.branch());
    fields.put("loans", b.loans());
    fields.put("childrens-loans", b.childrensLoans());
    fields.put("renewals", b.renewals());
    fields.put("returns", b.returns());
    fields.put("holds", b.holds());
    fields.put("stock", b.stock());
    fields.put("childrens-stock", b.childrensStock());
    fields.put("accessions", b.accessions());
    fields.put("withdrawals", b.withdrawals());
    fields.put("visits", b.visits());
    return fields;
  }

  RestAnswer visits(RestExchange exchange) {
    var tenant = exchange.tenant();
    if (!(exchange.call().body().get("visits") instanceof List<?> members)
        || members.size() > Statistics.MAX_VISITS) {
      throw bad("The body must have \"visits\", a list of at most 10,000 counts.");
    }
    var visits = members.stream().map(RestStatistics::visit).toList();
    visits.forEach(v -> checkBranch(tenant, v.branch()));
    try {
      statistics.putVisits(tenant.id(), visits, exchange.account().username());
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return RestAnswer.done();
  }

  private static Visits visit(Object member) {
    if (member instanceof Map<?, ?> fields
        && fields.get("branch") instanceof String branch
        && fields.get("day") instanceof String day
        && fields.get("visits") instanceof Integer count) {
      var counter = fields.get("counter") instanceof String name ? name : Visits.DOOR;
      var hour = fields.get("hour") instanceof Integer number ? number : null;
      try {
        return new Visits(
            branch, counter, RestParameters.day("day", day, LocalDate.EPOCH), hour, count);
      } catch (IllegalArgumentException e) {
        throw bad(String.valueOf(e.getMessage()));
      }
    }
    throw bad(
        "A count must be like {\"branch\": \"DK-779700\", \"day\": \"2026-11-25\", \"visits\": 17}, with"
            + " \"hour\" and \"counter\" if they are known.");
  }

  private void checkBranch(Tenant tenant, String branch) {
    if (!inquiries.policy(tenant.id()).branches().containsKey(branch)) {
      throw bad("%s has no branch \"%s\".".formatted(tenant.code(), branch));
    }
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
