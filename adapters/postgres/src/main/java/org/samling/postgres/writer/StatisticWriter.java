package org.samling.postgres.writer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.AgeGroup;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Gathers events and adds them to the sums, with one statement per table. */
public final class StatisticWriter {

  private static final RowStatement<DayRow> DAYS =
      RowStatement.of(
          DayRow.class,
          """
          insert into statistic_day (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, day, measure, branch, material_group, audience, patron_category, age_group) do update
          set count = statistic_day.count + excluded.count, amount = statistic_day.amount + excluded.amount
          """);

  private static final RowStatement<HourRow> HOURS =
      RowStatement.of(
          HourRow.class,
          """
          insert into statistic_hour (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, day, hour, measure, branch, age_group) do update
          set count = statistic_hour.count + excluded.count, amount = statistic_hour.amount + excluded.amount
          """);

  private static final RowStatement<Person> PERSONS =
      RowStatement.of(
          Person.class,
          """
          insert into statistic_person (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict do nothing
          """);

  private static final RowStatement<SeriesRow> SERIES =
      RowStatement.of(
          SeriesRow.class,
          "insert into series_line (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private record SeriesRow(
      UUID id,
      LocalDate day,
      Measure measure,
      String branch,
      String materialGroup,
      String audience,
      UUID patronId) {}

  private record Day(
      LocalDate day,
      Measure measure,
      String branch,
      String materialGroup,
      String audience,
      String patronCategory,
      String ageGroup) {}

  private record Hour(LocalDate day, int hour, Measure measure, String branch, String ageGroup) {}

  private record DayRow(Day of, Sum sum) {}

  private record HourRow(Hour of, Sum sum) {}

  private record Person(LocalDate day, int hour, String branch, String ageGroup, long person) {}

  private record Sum(long count, long amount) {
    Sum plus(Sum other) {
      return new Sum(count + other.count, amount + other.amount);
    }
  }

  private final TenantId tenant;
  private final LendingPolicy policy;
  private final @Nullable LocalDate closed;
  private final Map<Day, Sum> days = new LinkedHashMap<>();
  private final Map<Hour, Sum> hours = new LinkedHashMap<>();
  private final Set<Person> persons = new HashSet<>();
  private final List<SeriesRow> series = new ArrayList<>();

  /**
   * Makes it.
   *
   * @param closed the last day that is closed, or null
   */
  public StatisticWriter(LendingPolicy policy, @Nullable LocalDate closed) {
    this.tenant = policy.tenant().id();
    this.policy = policy;
    this.closed = closed;
  }

  public void add(StatisticEvents.Event e) {
    var sum = new Sum(e.count(), e.amount());
    days.merge(
        new Day(
            e.day(),
            e.measure(),
            e.branch(),
            e.materialGroup(),
            e.audience(),
            e.patronCategory(),
            e.ageGroup()),
        sum,
        Sum::plus);
    var isClosed = closed != null && !e.day().isAfter(closed);
    var isKnown = !e.ageGroup().equals(AgeGroup.UNKNOWN.word());
    var age = isClosed && isKnown ? AgeGroup.WITHHELD : e.ageGroup();
    hours.merge(new Hour(e.day(), e.hour(), e.measure(), e.branch(), age), sum, Sum::plus);
    var patron = e.patron();
    if (patron == null) {
      return;
    }
    if (!isClosed && isKnown) {
      persons.add(new Person(e.day(), e.hour(), e.branch(), age, hash(patron, e.day())));
    }
    switch (e.measure()) {
      case LOAN, LOAN_UNDONE, RENEWAL, RENEWAL_UNDONE -> addToSeries(e, patron);
      case RETURN, RETURN_UNDONE, HOLD, FEE, PAYMENT, ACCESSION, WITHDRAWAL, VISIT -> {}
    }
  }

  private void addToSeries(StatisticEvents.Event e, UUID patron) {
    if (policy.setting(Setting.STATISTICS_SERIES, e.branch(), e.day()).value()) {
      series.add(
          new SeriesRow(
              Uuids.next(Instant.now()),
              e.day(),
              e.measure(),
              e.branch(),
              e.materialGroup(),
              e.audience(),
              patron));
    }
  }

  /** Adds items that were added or withdrawn; no patron or hour is known for these. */
  public void add(
      Measure measure, LocalDate day, String branch, String group, String audience, long count) {
    days.merge(
        new Day(day, measure, branch, group, audience, Dimension.NONE, Dimension.NONE),
        new Sum(count, 0),
        Sum::plus);
  }

  /** Tells people apart within a day, but not from one day to the next. */
  private long hash(UUID patron, LocalDate day) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var text = "%s %s %s".formatted(tenant, day, patron);
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public void addTo(Pipeline pipeline) {
    pipeline
        .write(
            DAYS, days.entrySet().stream().map(e -> new DayRow(e.getKey(), e.getValue())).toList())
        .write(
            HOURS,
            hours.entrySet().stream().map(e -> new HourRow(e.getKey(), e.getValue())).toList())
        .write(PERSONS, persons)
        .write(SERIES, series);
  }
}
