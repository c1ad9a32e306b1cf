package org.samling.console.statistics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.console.statistics.StatisticsPage.Column;
import org.samling.console.statistics.StatisticsPage.Row;
import org.samling.console.statistics.StatisticsPage.Sheet;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.CsvForm;
import org.samling.core.catalogue.Bytes;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.staff.Permission;
import org.samling.core.statistics.AgeGroup;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.Figure;
import org.samling.core.statistics.Statistics.FigureQuery;

/** The statistics page. */
public final class StatisticsSection implements Section {

  private static final String PAGE = "statistics/statistics";

  /** The maximum number of periods shown. */
  private static final int MOST_PERIODS = 400;

  /** The maximum number of pending events counted before the figures are shown. */
  private static final int COUNTED_FIRST = 10_000;

  private final Statistics statistics;
  private final Inquiries inquiries;

  /**
   * Creates an instance.
   *
   * @param inquiries looks up the names of branches and categories
   */
  public StatisticsSection(Statistics statistics, Inquiries inquiries) {
    this.statistics = statistics;
    this.inquiries = inquiries;
  }

  @Override
  public String name() {
    return "statistics";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/statistics", Permission.STATISTICS_SEE, this::show),
        Endpoint.get("/statistics/figures.csv", Permission.STATISTICS_SEE, this::download));
  }

  /** Builds the query from a valid form. */
  private record Question(StatisticsForm form, LocalDate from, LocalDate until) {}

  private Reply show(Visit visit) {
    var policy = inquiries.policy(visit.tenant().id());
    var form = StatisticsForm.of(visit.request(), policy.day(Instant.now()));
    var branches = branches(visit, policy);
    var problem = problem(form, branches);
    var sheet = problem == null ? sheet(visit, policy, question(form)) : null;
    var page = new StatisticsPage(form, branches, sheet, visit.tenant().currency(), problem);
    return problem == null ? Reply.page(PAGE, page) : Reply.unfit(PAGE, page);
  }

  private static Map<String, String> branches(Visit visit, LendingPolicy policy) {
    var branches = new TreeMap<String, String>();
    policy
        .branches()
        .values()
        .forEach(b -> {
          if (visit.member().sees(b.agency())) {
            branches.put(b.code(), b.name());
          }
        });
    return branches;
  }

  private static @Nullable String problem(StatisticsForm form, Map<String, String> branches) {
    var from = StatisticsForm.day(form.from());
    var until = StatisticsForm.day(form.until());
    if (from == null || until == null) {
      return "statistics.day-unfit";
    }
    if (until.isBefore(from)) {
      return "statistics.days-unfit";
    }
    if (form.period().starts(from, until, MOST_PERIODS).size() > MOST_PERIODS) {
      return "statistics.too-long";
    }
    return form.branch().isEmpty() || branches.containsKey(form.branch())
        ? null
        : "statistics.branch-unfit";
  }

  private static Question question(StatisticsForm form) {
    var from = StatisticsForm.day(form.from());
    var until = StatisticsForm.day(form.until());
    if (from == null || until == null) {
      throw new IllegalArgumentException("the days have not been validated");
    }
    return new Question(form, from, until);
  }

  private Reply download(Visit visit) {
    var policy = inquiries.policy(visit.tenant().id());
    var form = StatisticsForm.of(visit.request(), policy.day(Instant.now()));
    var branches = branches(visit, policy);
    var problem = problem(form, branches);
    if (problem != null) {
      return Reply.unfit(
          PAGE, new StatisticsPage(form, branches, null, visit.tenant().currency(), problem));
    }
    var sheet = sheet(visit, policy, question(form));
    var page = new StatisticsPage(form, branches, sheet, visit.tenant().currency(), null);
    return Reply.download(
        "%s-%s-%s.csv"
            .formatted(visit.tenant().code(), form.measure().word(), form.period().word()),
        "text/csv; charset=utf-8",
        Bytes.of(csv(page, sheet).getBytes(StandardCharsets.UTF_8)));
  }

  private static String csv(StatisticsPage page, Sheet sheet) {
    var form = page.form();
    var split = form.splitName();
    var csv =
        new StringBuilder(
            CsvForm.SPREADSHEET.head(
                line(
                    form.period().word(),
                    split,
                    "measure",
                    form.measure().isMoney() ? "amount" : "count")));
    for (var row : sheet.rows()) {
      for (var i = 0; i < sheet.columns().size(); i++) {
        var value = row.values().get(i);
        csv.append(
            CsvForm.SPREADSHEET.line(
                line(
                    row.period(),
                    split.isEmpty() ? "" : sheet.columns().get(i).value(),
                    form.measure().word(),
                    form.measure().isMoney() ? page.money(value) : Long.toString(value))));
      }
    }
    return csv.toString();
  }

  /** A line of the file; nothing of how it is split up where it is not. */
  private static List<String> line(String period, String split, String measure, String value) {
    return split.isEmpty()
        ? List.of(period, measure, value)
        : List.of(period, split, measure, value);
  }

  private Sheet sheet(Visit visit, LendingPolicy policy, Question question) {
    var tenant = visit.tenant().id();
    statistics.count(tenant, COUNTED_FIRST);
    var form = question.form();
    var period = form.period();
    var split = form.split();
    var isLimited = !visit.member().agencies().isEmpty() && form.branch().isEmpty();
    var by = new ArrayList<Dimension>();
    by.add(period.dimension());
    if (split != null) {
      by.add(split);
    }
    if (isLimited && split != Dimension.BRANCH) {
      by.add(Dimension.BRANCH); // so that other branches can be left out
    }
    var figures =
        statistics.figures(
            tenant,
            new FigureQuery(
                question.from(),
                question.until(),
                form.branch().isEmpty() ? null : form.branch(),
                EnumSet.of(form.measure()),
                by));
    var seen = branches(visit, policy);
    var cells = new HashMap<String, Map<LocalDate, Long>>();
    for (var figure : figures) {
      if (!isLimited || seen.containsKey(value(figure, Dimension.BRANCH))) {
        var start = period.start(value(figure, period.dimension()));
        cells
            .computeIfAbsent(split == null ? "" : value(figure, split), _ -> new HashMap<>())
            .merge(start, form.measure().isMoney() ? figure.amount() : figure.count(), Long::sum);
      }
    }
    return sheet(
        cells,
        period,
        period.starts(question.from(), question.until(), MOST_PERIODS),
        value -> name(visit, policy, split, value),
        figures.size() == Statistics.MAX_FIGURES);
  }

  private static String value(Figure figure, Dimension dimension) {
    return figure.values().getOrDefault(dimension, Dimension.NONE);
  }

  /** Returns the display name of a value. */
  private interface Namer {
    String of(String value);
  }

  private static Sheet sheet(
      Map<String, Map<LocalDate, Long>> cells,
      Period period,
      List<LocalDate> starts,
      Namer naming,
      boolean isCut) {
    var columns =
        cells.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Map<LocalDate, Long>> c) -> -sum(c.getValue()))
                    .thenComparing(Map.Entry::getKey))
            .toList();
    var rows =
        starts.stream()
            .map(start ->
                new Row(
                    period.text(start),
                    start.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                    columns.stream().map(c -> c.getValue().getOrDefault(start, 0L)).toList()))
            .toList();
    return new Sheet(
        columns.stream().map(c -> new Column(c.getKey(), naming.of(c.getKey()))).toList(),
        rows,
        columns.stream().map(c -> sum(c.getValue())).toList(),
        isCut);
  }

  private static long sum(Map<LocalDate, Long> column) {
    return column.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String name(
      Visit visit, LendingPolicy policy, @Nullable Dimension split, String value) {
    var words = visit.words();
    if (split == null) {
      return words.of("statistics.count");
    }
    if (value.equals(Dimension.NONE)) {
      return words.of("statistics.without");
    }
    if (value.equals(AgeGroup.WITHHELD)) {
      return words.of("statistics.withheld");
    }
    return switch (split) {
      case BRANCH -> {
        var branch = policy.branches().get(value);
        yield branch == null ? value : branch.name();
      }
      case MATERIAL_GROUP -> {
        var category = policy.itemCategories().get(value);
        yield category == null ? value : category.name();
      }
      case PATRON_CATEGORY -> {
        var category = policy.patronCategories().get(value);
        yield category == null ? value : category.name();
      }
      case AUDIENCE -> {
        var key = "statistics.audience." + value;
        yield words.has(key) ? words.of(key) : value;
      }
      case YEAR, MONTH, DAY, HOUR, AGE_GROUP -> value;
    };
  }
}
