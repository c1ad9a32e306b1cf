package org.samling.postgres.reports;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.samling.core.organisation.TenantId;
import org.samling.core.statistics.AgeGroup;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.Figure;
import org.samling.core.statistics.Statistics.FigureQuery;
import org.samling.core.statistics.Statistics.YearOfBranch;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Reads the stored sums. */
final class FigureQueries {

  private static final String DAYS =
      """
      select day, null::smallint as hour, measure, branch, material_group, audience, patron_category, age_group, count, amount
      from statistic_day where tenant_id = :tenant and day between :from and :until
      union all
      select day, null, 'VISIT', branch, '-', '-', '-', '-', visits, 0
      from visit_count where tenant_id = :tenant and day between :from and :until
      """;

  /** Age groups are not shown for days that are not closed. */
  private static final String HOURS =
      """
      select h.day, h.hour, h.measure, h.branch, '-' as material_group, '-' as audience, '-' as patron_category,
        case when h.age_group <> '-' and (c.until_day is null or h.day > c.until_day) then '*' else h.age_group end
          as age_group,
        h.count, h.amount
      from statistic_hour h left join statistic_closing c on c.tenant_id = h.tenant_id
      where h.tenant_id = :tenant and h.day between :from and :until
      union all
      select day, hour, 'VISIT', branch, '-', '-', '-', '-', visits, 0
      from visit_count where tenant_id = :tenant and day between :from and :until and hour >= 0
      """;

  private static final String YEAR =
      """
      select branch, measure, audience, sum(count) as count
      from statistic_day where tenant_id = :tenant and day between :from and :until group by 1, 2, 3
      union all
      select branch, 'VISIT', '-', sum(visits) from visit_count where tenant_id = :tenant and day between :from and :until group by 1
      """;

  private static final String STOCK =
      """
      select branch, audience, sum(count) as count from statistic_stock
      where tenant_id = :tenant and day = (select max(day) from statistic_stock where tenant_id = :tenant and day between :from and :until)
      group by 1, 2
      """;

  private final Database database;

  FigureQueries(Database database) {
    this.database = database;
  }

  List<Figure> figures(TenantId tenant, FigureQuery asked, int least) {
    var isByHour = asked.by().contains(Dimension.HOUR);
    var columns = asked.by().stream().map(FigureQueries::expression).toList();
    var grouped = columns.stream().map(e -> e + ", ").collect(Collectors.joining());
    var sql =
        """
        select array[%s]::text[] as dimensions, measure, sum(count) as count, sum(amount) as amount from (%s) s
        where measure = any (:measures) and (:branch::text is null or branch = :branch)
        group by %smeasure order by %smeasure limit :limit
        """
            .formatted(String.join(", ", columns), isByHour ? HOURS : DAYS, grouped, grouped);
    var figures =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    FigureRow.class,
                    row -> row.figure(asked.by()),
                    sql,
                    Parameters.of("from", asked.from())
                        .and("until", asked.until())
                        .and("measures", SqlArray.names(asked.measures()))
                        .and("branch", asked.branch())
                        .and("limit", Statistics.MAX_FIGURES)));
    return isByHour ? figures : merged(figures, least);
  }

  private record FigureRow(List<String> dimensions, Measure measure, long count, long amount) {

    Figure figure(List<Dimension> by) {
      var values = new LinkedHashMap<Dimension, String>();
      for (var i = 0; i < by.size(); i++) {
        values.put(by.get(i), dimensions.get(i));
      }
      return new Figure(values, measure, count, amount);
    }
  }

  private static String expression(Dimension dimension) {
    return switch (dimension) {
      case YEAR -> "to_char(day, 'YYYY')";
      case MONTH -> "to_char(day, 'YYYY-MM')";
      case DAY -> "to_char(day, 'YYYY-MM-DD')";
      case HOUR -> "to_char(hour, 'FM00')";
      case BRANCH -> "branch";
      case MATERIAL_GROUP -> "material_group";
      case AUDIENCE -> "audience";
      case PATRON_CATEGORY -> "patron_category";
      case AGE_GROUP -> "age_group";
    };
  }

  /** Small figures of age groups or categories are merged; the sums over them stay the same. */
  private static List<Figure> merged(List<Figure> figures, int least) {
    UnaryOperator<Map<Dimension, String>> withheld =
        values -> {
          var changed = new LinkedHashMap<>(values);
          changed.replaceAll((dimension, value) ->
              dimension.isOfPatrons() && !value.equals(Dimension.NONE) ? AgeGroup.WITHHELD : value);
          return changed;
        };
    var sums = new LinkedHashMap<Map<Dimension, String>, Map<Measure, Figure>>();
    for (var f : figures) {
      var values = Math.abs(f.count()) < least ? withheld.apply(f.values()) : f.values();
      sums.computeIfAbsent(values, _ -> new EnumMap<>(Measure.class))
          .merge(
              f.measure(),
              new Figure(values, f.measure(), f.count(), f.amount()),
              (a, b) ->
                  new Figure(values, a.measure(), a.count() + b.count(), a.amount() + b.amount()));
    }
    return sums.values().stream().flatMap(m -> m.values().stream()).toList();
  }

  List<YearOfBranch> year(TenantId tenant, int year) {
    var from = LocalDate.of(year, 1, 1);
    var until = YearMonth.of(year, 12).atEndOfMonth();
    var branches = new TreeMap<String, YearOfBranch>();
    var days = Parameters.of("from", from).and("until", until);
    database.inTenant(
        tenant,
        new Pipeline()
            .each(YearRow.class, row -> add(branches, row.part()), YEAR, days)
            .each(StockRow.class, row -> add(branches, row.part()), STOCK, days));
    return List.copyOf(branches.values());
  }

  private record YearRow(String branch, Measure measure, String audience, long count) {

    YearOfBranch part() {
      return FigureQueries.part(
          branch, measure, audience.equals(PostgresStatistics.CHILDREN), count);
    }
  }

  private record StockRow(String branch, String audience, long count) {

    YearOfBranch part() {
      var childrens = audience.equals(PostgresStatistics.CHILDREN) ? count : 0;
      return new YearOfBranch(branch, 0, 0, 0, 0, 0, count, childrens, 0, 0, 0);
    }
  }

  private static void add(Map<String, YearOfBranch> branches, YearOfBranch part) {
    branches.merge(part.branch(), part, YearOfBranch::plus);
  }

  private static YearOfBranch part(String branch, Measure measure, boolean isForChildren, long n) {
    var childrens = isForChildren ? n : 0;
    return switch (measure) {
      case LOAN -> new YearOfBranch(branch, n, childrens, 0, 0, 0, 0, 0, 0, 0, 0);
      case LOAN_UNDONE -> new YearOfBranch(branch, -n, -childrens, 0, 0, 0, 0, 0, 0, 0, 0);
      case RENEWAL -> new YearOfBranch(branch, 0, 0, n, 0, 0, 0, 0, 0, 0, 0);
      case RENEWAL_UNDONE -> new YearOfBranch(branch, 0, 0, -n, 0, 0, 0, 0, 0, 0, 0);
      case RETURN -> new YearOfBranch(branch, 0, 0, 0, n, 0, 0, 0, 0, 0, 0);
      case RETURN_UNDONE -> new YearOfBranch(branch, 0, 0, 0, -n, 0, 0, 0, 0, 0, 0);
      case HOLD -> new YearOfBranch(branch, 0, 0, 0, 0, n, 0, 0, 0, 0, 0);
      case ACCESSION -> new YearOfBranch(branch, 0, 0, 0, 0, 0, 0, 0, n, 0, 0);
      case WITHDRAWAL -> new YearOfBranch(branch, 0, 0, 0, 0, 0, 0, 0, 0, n, 0);
      case VISIT -> new YearOfBranch(branch, 0, 0, 0, 0, 0, 0, 0, 0, 0, n);
      case FEE, PAYMENT -> YearOfBranch.none(branch);
    };
  }
}
