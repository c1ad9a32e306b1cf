package org.samling.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/** Gathers events and adds them to the sums, with one statement for each table. */
final class StatisticWriter {

  private static final String DAYS =
      """
      insert into statistic_day (tenant_id, day, measure, branch, material_group, audience, patron_category, age_group,
        count, amount)
      select ?, e.day, e.measure, e.branch, e.material_group, e.audience, e.patron_category, e.age_group, e.count, e.amount
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (n, day, measure, branch, material_group, audience, patron_category, age_group, count, amount)
      on conflict (tenant_id, day, measure, branch, material_group, audience, patron_category, age_group) do update
      set count = statistic_day.count + excluded.count, amount = statistic_day.amount + excluded.amount
      """;

  private static final String HOURS =
      """
      insert into statistic_hour (tenant_id, day, hour, measure, branch, age_group, count, amount)
      select ?, e.day, e.hour, e.measure, e.branch, e.age_group, e.count, e.amount
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) e (n, day, hour, measure, branch, age_group, count, amount)
      on conflict (tenant_id, day, hour, measure, branch, age_group) do update
      set count = statistic_hour.count + excluded.count, amount = statistic_hour.amount + excluded.amount
      """;

  private static final String PERSONS =
      """
      insert into statistic_person (tenant_id, day, hour, branch, age_group, person)
      select ?, e.day, e.hour, e.branch, e.age_group, e.person
      from unnest(?, ?, ?, ?, ?, ?) e (n, day, hour, branch, age_group, person)
      on conflict do nothing
      """;

  private static final String SERIES =
      """
      insert into series_line (tenant_id, id, day, measure, branch, material_group, audience, patron_id)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?)
      """;

  private record Day(
      LocalDate day,
      Measure measure,
      String branch,
      String materialGroup,
      String audience,
      String patronCategory,
      String ageGroup) {}

  private record Hour(LocalDate day, int hour, Measure measure, String branch, String ageGroup) {}

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
  private final Columns series =
      new Columns("uuid", "date", "text", "text", "text", "text", "uuid");

  /**
   * Makes it.
   *
   * @param closed the last day that is closed, or null
   */
  StatisticWriter(LendingPolicy policy, @Nullable LocalDate closed) {
    this.tenant = policy.tenant().id();
    this.policy = policy;
    this.closed = closed;
  }

  void add(StatisticEvents.Event e) {
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
      series.row(
          Uuids.next(Instant.now()),
          e.day(),
          e.measure().name(),
          e.branch(),
          e.materialGroup(),
          e.audience(),
          patron);
    }
  }

  /** Adds items that came or went; of these nothing is known of patrons or hours. */
  void add(
      Measure measure, LocalDate day, String branch, String group, String audience, long count) {
    days.merge(
        new Day(day, measure, branch, group, audience, Dimension.NONE, Dimension.NONE),
        new Sum(count, 0),
        Sum::plus);
  }

  /** Tells people apart on one day, and not from one day to the next. */
  private long hash(UUID patron, LocalDate day) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var text = "%s %s %s".formatted(tenant, day, patron);
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void addTo(Pipeline pipeline) {
    var dayRows =
        new Columns("int4", "date", "text", "text", "text", "text", "text", "text", "int8", "int8");
    days.forEach((d, sum) ->
        dayRows.row(
            dayRows.size(),
            d.day(),
            d.measure().name(),
            d.branch(),
            d.materialGroup(),
            d.audience(),
            d.patronCategory(),
            d.ageGroup(),
            sum.count(),
            sum.amount()));
    var hourRows = new Columns("int4", "date", "int2", "text", "text", "text", "int8", "int8");
    hours.forEach((h, sum) ->
        hourRows.row(
            hourRows.size(),
            h.day(),
            h.hour(),
            h.measure().name(),
            h.branch(),
            h.ageGroup(),
            sum.count(),
            sum.amount()));
    var personRows = new Columns("int4", "date", "int2", "text", "text", "int8");
    persons.forEach(p ->
        personRows.row(personRows.size(), p.day(), p.hour(), p.branch(), p.ageGroup(), p.person()));
    add(pipeline, DAYS, dayRows);
    add(pipeline, HOURS, hourRows);
    add(pipeline, PERSONS, personRows);
    add(pipeline, SERIES, series);
  }

  private void add(Pipeline pipeline, String sql, Columns columns) {
    if (!columns.isEmpty()) {
      pipeline.add(sql, columns.after(tenant.value()));
    }
  }
}
