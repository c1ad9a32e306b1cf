package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals;

/** Keeps subscriptions and their issues. */
final class PostgresPeriodicals implements Periodicals {

  private static final String PUT =
      """
      insert into subscription (tenant_id, id, code, common_record_id, local_record_id, branch, location, category, supplier,
        every, unit, first_on, last_on, skipped_months, first_volume, first_number, numbering, issues_per_volume, claim_days,
        predicted_until)
      select e.tenant_id, e.id, e.code, case when l.id is null then c.id end, l.id, e.branch, e.location, e.category, e.supplier,
        e.every, e.unit, e.first_on, e.last_on, e.skipped::smallint[], e.first_volume, e.first_number, e.numbering, e.per_volume,
        e.claim_days, e.until
      from (values (?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::date, ?::date, ?, ?::int, ?, ?, ?::int, ?, ?::date))
        e (tenant_id, id, code, source, control_number, branch, location, category, supplier, every, unit, first_on, last_on,
          skipped, first_volume, first_number, numbering, per_volume, claim_days, until)
      left join common_record c on c.source = e.source and c.control_number = e.control_number
      left join local_record l on l.tenant_id = e.tenant_id and l.source = e.source and l.control_number = e.control_number
      where c.id is not null or l.id is not null
      on conflict (tenant_id, code) do update
      set common_record_id = excluded.common_record_id, local_record_id = excluded.local_record_id,
        branch = excluded.branch, location = excluded.location, category = excluded.category, supplier = excluded.supplier,
        every = excluded.every, unit = excluded.unit, first_on = excluded.first_on, last_on = excluded.last_on,
        skipped_months = excluded.skipped_months, first_volume = excluded.first_volume,
        first_number = excluded.first_number, numbering = excluded.numbering,
        issues_per_volume = excluded.issues_per_volume, claim_days = excluded.claim_days,
        predicted_until = excluded.predicted_until
      returning id
      """;

  /** What is to come is predicted anew, but for what somebody has acted on. */
  private static final String FORGET =
      """
      delete from periodical_issue
      where tenant_id = ? and subscription_id = ? and expected_on > ? and state = 'EXPECTED' and claims = 0
      """;

  private static final String PREDICT =
      """
      insert into periodical_issue (tenant_id, subscription_id, expected_on, volume, issue_year, issue, state)
      select ?, ?, e.*, 'EXPECTED' from unnest(?, ?, ?, ?) e (expected_on, volume, issue_year, issue)
      on conflict do nothing returning expected_on
      """;

  private static final String PREDICTED =
      """
      update subscription set predicted_until = greatest(predicted_until, ?) where tenant_id = ? and id = ?
      """;

  private static final String EXPECTED =
      "select count(*) from periodical_issue where tenant_id = ? and subscription_id = ? and state = 'EXPECTED'";

  private static final String SUBSCRIPTIONS =
      """
      select s.*, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number
      from subscription s
      left join common_record c on c.id = s.common_record_id
      left join local_record l on l.tenant_id = s.tenant_id and l.id = s.local_record_id
      where s.tenant_id = ? order by s.code
      """;

  private static final String ISSUE =
      """
      select s.id, s.code, coalesce(l.title, c.title) as title, s.supplier, e.expected_on, e.volume, e.issue_year, e.issue,
        e.state, i.barcode, e.claims, e.claimed_at
      from subscription s
      join periodical_issue e on e.tenant_id = s.tenant_id and e.subscription_id = s.id
      left join item i on i.tenant_id = e.tenant_id and i.id = e.item_id
      left join common_record c on c.id = s.common_record_id
      left join local_record l on l.tenant_id = s.tenant_id and l.id = s.local_record_id
      where s.tenant_id = ?
      """;

  private static final String ISSUES =
      ISSUE
          + """
          and (?::text is null or s.code = ?) and (?::date is null or e.expected_on <= ?)
          and (not ? or e.state = 'EXPECTED')
          order by e.expected_on, s.code limit ?
          """;

  private static final String LATE =
      ISSUE
          + """
          and e.state = 'EXPECTED' and e.expected_on + s.claim_days < ?
          and (e.claimed_at is null
            or (e.claimed_at at time zone (select time_zone from tenant where id = s.tenant_id))::date + s.claim_days < ?)
          order by s.supplier nulls last, e.expected_on, s.code limit ?
          """;

  private static final String CAME = ISSUE + " and s.code = ? and i.barcode = ?";

  /** One that others receive at the same time is one that came, once they have. */
  private static final String COMES =
      ISSUE
          + """
          and s.code = ? and e.state = 'EXPECTED' and (?::text is null or e.volume = ?)
          and (?::text is null or e.issue_year = ?) and (?::text is null or e.issue = ?)
          order by e.expected_on limit 1 for update of e
          """;

  private static final String TAKEN =
      "select barcode from item where tenant_id = ? and barcode = ?";

  private static final String RECEIVED =
      """
      update periodical_issue set state = 'RECEIVED', received_at = now(),
        item_id = (select id from item where tenant_id = ? and barcode = ?)
      where tenant_id = ? and expected_on = ? and subscription_id = (
        select id from subscription where tenant_id = ? and code = ?)
      """;

  private static final String PUBLISHED =
      """
      update periodical_issue set state = ?
      where tenant_id = ? and expected_on = ? and state <> 'RECEIVED' and subscription_id = (
        select id from subscription where tenant_id = ? and code = ?)
      """;

  private static final String ON = ISSUE + " and s.code = ? and e.expected_on = ?";

  private static final String CLAIM =
      """
      update periodical_issue set claims = claims + 1, claimed_at = w.at
      from unnest(?, ?, ?) w (code, expected_on, at) join subscription s on s.tenant_id = ? and s.code = w.code
      where periodical_issue.tenant_id = s.tenant_id and periodical_issue.subscription_id = s.id
        and periodical_issue.expected_on = w.expected_on and periodical_issue.state = 'EXPECTED'
      """;

  private final Database database;

  PostgresPeriodicals(Database database) {
    this.database = database;
  }

  @Override
  public int put(TenantId tenant, Subscription s, LocalDate today) {
    var until = today.plusMonths(MONTHS_AHEAD);
    return database.ask(connection -> {
      var id = new ArrayList<UUID>();
      in(tenant)
          .add(row -> id.add(FactsLoader.uuid(row, "id")), PUT, row(tenant, s, until))
          .run(connection);
      if (id.isEmpty()) {
        throw new UnknownRecordException(s.code(), s.record());
      }
      var expected = new int[1];
      new Pipeline()
          .add(FORGET, tenant.value(), id.getFirst(), today)
          .add(predicting(tenant, id.getFirst(), s.pattern(), LocalDate.MIN, until, _ -> {}))
          .add(row -> expected[0] = row.getInt(1), EXPECTED, tenant.value(), id.getFirst())
          .commit(connection);
      return expected[0];
    });
  }

  private static @Nullable Object[] row(TenantId tenant, Subscription s, LocalDate until) {
    var pattern = s.pattern();
    return new @Nullable Object[] {
      tenant.value(),
      Uuids.next(Instant.now()),
      s.code(),
      s.record().source(),
      s.record().number(),
      s.branch(),
      s.location(),
      s.category(),
      s.supplier(),
      pattern.every(),
      pattern.unit().name(),
      pattern.first(),
      pattern.last(),
      pattern.skipped().stream()
          .map(m -> Integer.toString(m.getValue()))
          .sorted()
          .collect(Collectors.joining(",", "{", "}")),
      pattern.firstVolume(),
      pattern.firstNumber(),
      pattern.numbering().name(),
      pattern.issuesPerVolume(),
      s.claimDays(),
      until
    };
  }

  private static Pipeline predicting(
      TenantId tenant,
      UUID subscription,
      IssuePattern pattern,
      LocalDate after,
      LocalDate until,
      Pipeline.Row added) {
    var rows = new Columns("date", "text", "text", "text");
    for (var issue : pattern.issues(after, until)) {
      var enumeration = issue.enumeration();
      rows.row(issue.on(), enumeration.volume(), enumeration.year(), enumeration.issue());
    }
    var parameters = new ArrayList<Object>(List.of(tenant.value(), subscription));
    parameters.addAll(rows.arrays());
    return new Pipeline()
        .add(added, PREDICT, parameters.toArray())
        .add(PREDICTED, until, tenant.value(), subscription);
  }

  /** A subscription as it is kept. */
  private record Kept(UUID id, Subscription subscription, LocalDate predictedUntil) {}

  private List<Kept> kept(TenantId tenant) {
    var kept = new ArrayList<Kept>();
    database.inTenant(
        tenant, new Pipeline().add(row -> kept.add(kept(row)), SUBSCRIPTIONS, tenant.value()));
    return kept;
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        FactsLoader.uuid(row, "id"),
        new Subscription(
            row.getString("code"),
            new RecordKey(row.getString("source"), row.getString("control_number")),
            row.getString("branch"),
            row.getString("category"),
            row.getString("location"),
            row.getString("supplier"),
            new IssuePattern(
                row.getInt("every"),
                IssuePattern.Unit.valueOf(row.getString("unit")),
                row.getObject("first_on", LocalDate.class),
                row.getObject("last_on", LocalDate.class),
                Arrays.stream((Short[]) row.getArray("skipped_months").getArray())
                    .map(month -> Month.of(month))
                    .collect(Collectors.toSet()),
                row.getObject("first_volume", Integer.class),
                row.getInt("first_number"),
                IssuePattern.Numbering.valueOf(row.getString("numbering")),
                row.getObject("issues_per_volume", Integer.class)),
            row.getInt("claim_days")),
        row.getObject("predicted_until", LocalDate.class));
  }

  @Override
  public List<Subscription> list(TenantId tenant) {
    return kept(tenant).stream().map(Kept::subscription).toList();
  }

  @Override
  public int predict(TenantId tenant, LocalDate today) {
    var until = today.plusMonths(MONTHS_AHEAD);
    var added = new int[1];
    for (var kept : kept(tenant)) {
      if (kept.predictedUntil().isBefore(until)) {
        database.inTenant(
            tenant,
            predicting(
                tenant,
                kept.id(),
                kept.subscription().pattern(),
                kept.predictedUntil(),
                until,
                _ -> added[0]++));
      }
    }
    return added[0];
  }

  @Override
  public List<Issue> issues(
      TenantId tenant,
      @Nullable String code,
      @Nullable LocalDate until,
      boolean isExpectedOnly,
      int limit) {
    return issues(tenant, ISSUES, tenant.value(), code, code, until, until, isExpectedOnly, limit);
  }

  @Override
  public List<Issue> late(TenantId tenant, LocalDate today, int limit) {
    return issues(tenant, LATE, tenant.value(), today, today, limit);
  }

  private List<Issue> issues(TenantId tenant, String sql, @Nullable Object... parameters) {
    var issues = new ArrayList<Issue>();
    database.inTenant(tenant, new Pipeline().add(row -> issues.add(issue(row)), sql, parameters));
    return issues;
  }

  private static Issue issue(ResultSet row) throws SQLException {
    return new Issue(
        row.getString("code"),
        row.getString("title"),
        row.getString("supplier"),
        row.getObject("expected_on", LocalDate.class),
        new Enumeration(
            row.getString("volume"), row.getString("issue_year"), row.getString("issue")),
        State.valueOf(row.getString("state")),
        row.getString("barcode"),
        row.getInt("claims"),
        FactsLoader.instantOrNull(row, "claimed_at"));
  }

  @Override
  public Receipt receive(
      TenantId tenant, String code, @Nullable Enumeration enumeration, String barcode) {
    var subscriptions =
        kept(tenant).stream()
            .map(Kept::subscription)
            .collect(Collectors.toMap(Subscription::code, s -> s));
    return database.ask(
        connection -> receive(connection, tenant, code, enumeration, barcode, subscriptions));
  }

  private Receipt receive(
      Connection connection,
      TenantId tenant,
      String code,
      @Nullable Enumeration enumeration,
      String barcode,
      Map<String, Subscription> subscriptions)
      throws SQLException {
    var came = new ArrayList<Issue>();
    var comes = new ArrayList<Issue>();
    var taken = new HashMap<String, String>();
    var volume = enumeration == null ? null : enumeration.volume();
    var year = enumeration == null ? null : enumeration.year();
    var number = enumeration == null ? null : enumeration.issue();
    in(tenant)
        .add(
            row -> comes.add(issue(row)),
            COMES,
            tenant.value(),
            code,
            volume,
            volume,
            year,
            year,
            number,
            number)
        .add(row -> came.add(issue(row)), CAME, tenant.value(), code, barcode)
        .add(row -> taken.put(row.getString(1), code), TAKEN, tenant.value(), barcode)
        .run(connection);
    var subscription = subscriptions.get(code);
    if (!came.isEmpty()) {
      connection.commit();
      return new Received(came.getFirst(), false);
    }
    if (comes.isEmpty() || subscription == null) {
      connection.commit();
      return new NotExpected();
    }
    if (!taken.isEmpty()) {
      connection.commit();
      return new BarcodeTaken();
    }
    var issue = comes.getFirst();
    PostgresItemRegister.put(tenant, List.of(item(subscription, issue, barcode)), _ -> {})
        .add(RECEIVED, tenant.value(), barcode, tenant.value(), issue.on(), tenant.value(), code)
        .add(row -> came.add(issue(row)), CAME, tenant.value(), code, barcode)
        .commit(connection);
    return new Received(came.getFirst(), true);
  }

  private static NewItem item(Subscription subscription, Issue issue, String barcode) {
    return new NewItem(
        barcode,
        subscription.record(),
        subscription.branch(),
        subscription.category(),
        ItemStatus.IN_PROCESS,
        subscription.location(),
        null,
        null,
        null,
        null,
        null,
        null,
        issue.enumeration(),
        null);
  }

  @Override
  public Optional<Issue> published(
      TenantId tenant, String code, LocalDate on, boolean isPublished) {
    var found = new ArrayList<Issue>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                PUBLISHED,
                (isPublished ? State.EXPECTED : State.NOT_PUBLISHED).name(),
                tenant.value(),
                on,
                tenant.value(),
                code)
            .add(row -> found.add(issue(row)), ON, tenant.value(), code, on));
    return found.stream().filter(issue -> issue.state() != State.RECEIVED).findFirst();
  }

  @Override
  public void claim(TenantId tenant, List<Issue> issues, Instant at) {
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                CLAIM,
                FactsLoader.texts(issues.stream().map(Issue::subscription).toList()),
                new Pipeline.Texts("date", issues.stream().map(Issue::on).toList()),
                new Pipeline.Texts("timestamptz", issues.stream().map(_ -> at).toList()),
                tenant.value()));
  }

  private static Pipeline in(TenantId tenant) {
    return new Pipeline().add(Database.SET_TENANT, tenant.toString());
  }
}
