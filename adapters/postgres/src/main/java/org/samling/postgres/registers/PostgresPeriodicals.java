package org.samling.postgres.registers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Keeps subscriptions and their issues. */
public final class PostgresPeriodicals implements Periodicals {

  private static final RowStatement<SubscriptionRow> PUT =
      RowStatement.of(
          SubscriptionRow.class,
          """
          insert into subscription (tenant_id, id, code, common_record_id, local_record_id, branch, location, category, supplier,
            every, unit, first_on, last_on, skipped_months, first_volume, first_number, numbering, issues_per_volume, claim_days,
            predicted_until)
          select :tenant, e.id, e.code, case when l.id is null then c.id end, l.id, e.branch, e.location, e.category, e.supplier,
            e.every, e.unit, e.first_on, e.last_on, e.skipped_months::smallint[], e.first_volume, e.first_number, e.numbering,
            e.issues_per_volume, e.claim_days, e.predicted_until
          from {rows}
          left join common_record c on c.source = e.source and c.control_number = e.control_number
          left join local_record l on l.tenant_id = :tenant and l.source = e.source and l.control_number = e.control_number
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
          """);

  /** Expected issues are predicted again, except those that somebody has acted on. */
  private static final String FORGET =
      """
      delete from periodical_issue
      where tenant_id = :tenant and subscription_id = ? and expected_on > ? and state = 'EXPECTED' and claims = 0
      """;

  private static final RowStatement<IssueRow> PREDICT =
      RowStatement.of(
          IssueRow.class,
          """
          insert into periodical_issue (tenant_id, subscription_id, state, {*})
          select :tenant, :subscription, 'EXPECTED', {e.*} from {rows}
          on conflict do nothing returning expected_on
          """);

  private static final String PREDICTED =
      """
      update subscription set predicted_until = greatest(predicted_until, ?) where tenant_id = :tenant and id = ?
      """;

  private static final String EXPECTED =
      "select count(*) from periodical_issue where tenant_id = :tenant and subscription_id = ? and state = 'EXPECTED'";

  private static final String SUBSCRIPTIONS =
      """
      select s.*, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number
      from subscription s
      left join common_record c on c.id = s.common_record_id
      left join local_record l on l.tenant_id = s.tenant_id and l.id = s.local_record_id
      where s.tenant_id = :tenant order by s.code
      """;

  private static final String ISSUE =
      """
      select s.code as subscription, coalesce(l.title, c.title) as title, s.supplier, e.expected_on as on, e.volume,
        e.issue_year as year, e.issue, e.state, i.barcode, e.claims, e.claimed_at as claimed
      from subscription s
      join periodical_issue e on e.tenant_id = s.tenant_id and e.subscription_id = s.id
      left join item i on i.tenant_id = e.tenant_id and i.id = e.item_id
      left join common_record c on c.id = s.common_record_id
      left join local_record l on l.tenant_id = s.tenant_id and l.id = s.local_record_id
      where s.tenant_id = :tenant
      """;

  private static final String ISSUES =
      ISSUE
          + """
          and (:code::text is null or s.code = :code) and (:until::date is null or e.expected_on <= :until)
          and (not :isExpectedOnly or e.state = 'EXPECTED')
          and (:afterDay::date is null or (e.expected_on, s.code) > (:afterDay::date, :afterCode::text))
          order by e.expected_on, s.code limit :limit
          """;

  private static final String LATE =
      ISSUE
          + """
          and e.state = 'EXPECTED' and e.expected_on + s.claim_days < :today
          and (e.claimed_at is null
            or (e.claimed_at at time zone (select time_zone from tenant where id = s.tenant_id))::date + s.claim_days < :today)
          order by s.supplier nulls last, e.expected_on, s.code limit :limit
          """;

  private static final String CAME = ISSUE + " and s.code = :code and i.barcode = :barcode";

  /** One that others receive at the same time is one that came, once they have. */
  private static final String COMES =
      ISSUE
          + """
          and s.code = :code and e.state = 'EXPECTED' and (:volume::text is null or e.volume = :volume)
          and (:year::text is null or e.issue_year = :year) and (:number::text is null or e.issue = :number)
          order by e.expected_on limit 1 for update of e
          """;

  private static final String TAKEN =
      "select barcode from item where tenant_id = :tenant and barcode = :barcode";

  private static final String RECEIVED =
      """
      update periodical_issue set state = 'RECEIVED', received_at = now(),
        item_id = (select id from item where tenant_id = :tenant and barcode = :barcode)
      where tenant_id = :tenant and expected_on = :on and subscription_id = (
        select id from subscription where tenant_id = :tenant and code = :code)
      """;

  private static final String PUBLISHED =
      """
      update periodical_issue set state = :state
      where tenant_id = :tenant and expected_on = :on and state <> 'RECEIVED' and subscription_id = (
        select id from subscription where tenant_id = :tenant and code = :code)
      """;

  private static final String ON = ISSUE + " and s.code = :code and e.expected_on = :on";

  private static final RowStatement<ClaimRow> CLAIM =
      RowStatement.of(
          ClaimRow.class,
          """
          update periodical_issue set claims = claims + 1, claimed_at = e.at
          from {rows} join subscription s on s.tenant_id = :tenant and s.code = e.subscription
          where periodical_issue.tenant_id = s.tenant_id and periodical_issue.subscription_id = s.id
            and periodical_issue.expected_on = e.expected_on and periodical_issue.state = 'EXPECTED'
          """);

  private final Database database;

  public PostgresPeriodicals(Database database) {
    this.database = database;
  }

  @Override
  public int put(TenantId tenant, Subscription s, LocalDate today) {
    var until = today.plusMonths(MONTHS_AHEAD);
    return database.ask(connection -> {
      var put = in(tenant);
      var ids = put.list(UUID.class, PUT, List.of(SubscriptionRow.of(s, until)));
      put.run(connection);
      if (ids.get().isEmpty()) {
        throw new UnknownRecordException(s.code(), s.record());
      }
      var id = ids.get().getFirst();
      var predict = Pipeline.of(tenant).add(FORGET, id, today);
      var _ = predict(predict, id, s.pattern(), LocalDate.MIN, until);
      var expected = predict.one(Integer.class, EXPECTED, id);
      predict.commit(connection);
      return expected.get();
    });
  }

  /** The columns of table subscription that are put, with the key of the record. */
  private record SubscriptionRow(
      UUID id,
      String code,
      String source,
      String controlNumber,
      String branch,
      @Nullable String location,
      String category,
      @Nullable String supplier,
      Pattern pattern,
      int claimDays,
      LocalDate predictedUntil) {
    /**
     * How often issues appear, and how they are numbered.
     *
     * @param skippedMonths as PostgreSQL writes an array
     */
    record Pattern(
        int every,
        IssuePattern.Unit unit,
        LocalDate firstOn,
        @Nullable LocalDate lastOn,
        String skippedMonths,
        @Nullable Integer firstVolume,
        int firstNumber,
        IssuePattern.Numbering numbering,
        @Nullable Integer issuesPerVolume) {}

    static SubscriptionRow of(Subscription s, LocalDate until) {
      var pattern = s.pattern();
      return new SubscriptionRow(
          Uuids.next(Instant.now()),
          s.code(),
          s.record().source(),
          s.record().number(),
          s.branch(),
          s.location(),
          s.category(),
          s.supplier(),
          new SubscriptionRow.Pattern(
              pattern.every(),
              pattern.unit(),
              pattern.first(),
              pattern.last(),
              pattern.skipped().stream()
                  .map(m -> Integer.toString(m.getValue()))
                  .sorted()
                  .collect(Collectors.joining(",", "{", "}")),
              pattern.firstVolume(),
              pattern.firstNumber(),
              pattern.numbering(),
              pattern.issuesPerVolume()),
          s.claimDays(),
          until);
    }
  }

  private record IssueRow(
      LocalDate expectedOn,
      @Nullable String volume,
      @Nullable String issueYear,
      @Nullable String issue) {

    static IssueRow of(IssuePattern.Expected issue) {
      var enumeration = issue.enumeration();
      return new IssueRow(
          issue.on(), enumeration.volume(), enumeration.year(), enumeration.issue());
    }
  }

  private record ClaimRow(String subscription, LocalDate expectedOn, Instant at) {}

  /** Adds the statements that predict issues; answers with how many were new. */
  private static Answer<Integer> predict(
      Pipeline pipeline,
      UUID subscription,
      IssuePattern pattern,
      LocalDate after,
      LocalDate until) {
    var rows = pattern.issues(after, until).stream().map(IssueRow::of).toList();
    var added =
        pipeline.list(
            LocalDate.class,
            PREDICT,
            Latest.of(rows, IssueRow::expectedOn),
            Parameters.of("subscription", subscription));
    pipeline.add(PREDICTED, until, subscription);
    return added.map(List::size);
  }

  /** A subscription in the store. */
  private record StoredSubscription(UUID id, Subscription subscription, LocalDate predictedUntil) {}

  private List<StoredSubscription> subscriptions(TenantId tenant) {
    return database.inTenant(
        tenant, p -> p.list(StoredRow.class, StoredRow::stored, SUBSCRIPTIONS));
  }

  private record StoredRow(
      UUID id,
      String code,
      String source,
      String controlNumber,
      String branch,
      String category,
      @Nullable String location,
      @Nullable String supplier,
      int every,
      IssuePattern.Unit unit,
      LocalDate firstOn,
      @Nullable LocalDate lastOn,
      List<Integer> skippedMonths,
      @Nullable Integer firstVolume,
      int firstNumber,
      IssuePattern.Numbering numbering,
      @Nullable Integer issuesPerVolume,
      int claimDays,
      LocalDate predictedUntil) {

    StoredSubscription stored() {
      return new StoredSubscription(
          id,
          new Subscription(
              code,
              new RecordKey(source, controlNumber),
              branch,
              category,
              location,
              supplier,
              new IssuePattern(
                  every,
                  unit,
                  firstOn,
                  lastOn,
                  skippedMonths.stream().map(Month::of).collect(Collectors.toSet()),
                  firstVolume,
                  firstNumber,
                  numbering,
                  issuesPerVolume),
              claimDays),
          predictedUntil);
    }
  }

  @Override
  public List<Subscription> list(TenantId tenant) {
    return subscriptions(tenant).stream().map(StoredSubscription::subscription).toList();
  }

  @Override
  public int predict(TenantId tenant, LocalDate today) {
    var until = today.plusMonths(MONTHS_AHEAD);
    var added = 0;
    for (var stored : subscriptions(tenant)) {
      if (stored.predictedUntil().isBefore(until)) {
        added +=
            database.inTenant(
                tenant,
                p ->
                    predict(
                        p,
                        stored.id(),
                        stored.subscription().pattern(),
                        stored.predictedUntil(),
                        until));
      }
    }
    return added;
  }

  @Override
  public List<Issue> issues(
      TenantId tenant, IssueFilter filter, @Nullable IssuePlace after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                Issue.class,
                ISSUES,
                Parameters.of("code", filter.code())
                    .and("until", filter.until())
                    .and("isExpectedOnly", filter.isExpectedOnly())
                    .and("afterDay", after == null ? null : after.on())
                    .and("afterCode", after == null ? null : after.code())
                    .and("limit", limit)));
  }

  @Override
  public List<Issue> late(TenantId tenant, LocalDate today, int limit) {
    return database.inTenant(
        tenant, p -> p.list(Issue.class, LATE, Parameters.of("today", today).and("limit", limit)));
  }

  @Override
  public Receipt receive(
      TenantId tenant, String code, @Nullable Enumeration enumeration, String barcode) {
    var subscriptions =
        subscriptions(tenant).stream()
            .map(StoredSubscription::subscription)
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
    var wanted =
        Parameters.of("code", code)
            .and("barcode", barcode)
            .and("volume", enumeration == null ? null : enumeration.volume())
            .and("year", enumeration == null ? null : enumeration.year())
            .and("number", enumeration == null ? null : enumeration.issue());
    var look = in(tenant);
    var comes = look.optional(Issue.class, COMES, wanted);
    var came = look.optional(Issue.class, CAME, wanted);
    var isTaken = look.any(TAKEN, wanted);
    look.run(connection);
    var subscription = subscriptions.get(code);
    if (came.get().isPresent()) {
      connection.commit();
      return new Received(came.get().get(), false);
    }
    if (comes.get().isEmpty() || subscription == null) {
      connection.commit();
      return new NotExpected();
    }
    if (isTaken.get()) {
      connection.commit();
      return new BarcodeTaken();
    }
    var issue = comes.get().get();
    var write = Pipeline.of(tenant);
    var _ = PostgresItemRegister.put(write, List.of(item(subscription, issue, barcode)));
    write.add(RECEIVED, wanted.and("on", issue.on()));
    var received = write.one(Issue.class, CAME, wanted);
    write.commit(connection);
    return new Received(received.get(), true);
  }

  private static NewItem item(Subscription subscription, Issue issue, String barcode) {
    return new NewItem(
        barcode,
        subscription.record(),
        subscription.branch(),
        subscription.category(),
        ItemStatus.IN_PROCESS,
        ItemDetails.builder()
            .location(subscription.location())
            .enumeration(issue.enumeration())
            .build());
  }

  @Override
  public Optional<Issue> published(
      TenantId tenant, String code, LocalDate on, boolean isPublished) {
    var named =
        Parameters.of("code", code)
            .and("on", on)
            .and("state", isPublished ? State.EXPECTED : State.NOT_PUBLISHED);
    return database
        .inTenant(tenant, p -> p.add(PUBLISHED, named).optional(Issue.class, ON, named))
        .filter(issue -> issue.state() != State.RECEIVED);
  }

  @Override
  public void claim(TenantId tenant, List<Issue> issues, Instant at) {
    database.inTenant(
        tenant,
        new Pipeline()
            .write(
                CLAIM,
                issues.stream()
                    .map(issue -> new ClaimRow(issue.subscription(), issue.on(), at))
                    .toList()));
  }

  private static Pipeline in(TenantId tenant) {
    return Pipeline.of(tenant).add(Acting.SET, Acting.of(tenant));
  }
}
