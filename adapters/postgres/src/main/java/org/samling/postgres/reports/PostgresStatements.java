package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.PostgresAccessLog;

/** Lists what patrons were charged and what they paid, from the ledger's entries. */
public final class PostgresStatements implements Statements {

  private static final String PATRON =
      """
      select p.id, p.name,
        coalesce((select sum(e.amount) from ledger_entry e where e.tenant_id = p.tenant_id and e.patron_id = p.id
          and e.created_at < :first), 0) as before,
        coalesce((select sum(e.amount) from ledger_entry e where e.tenant_id = p.tenant_id and e.patron_id = p.id
          and e.created_at < :last), 0) as balance
      from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = :tenant and i.value = any (:keys) limit 1
      """;

  private static final String ENTRIES =
      """
      select e.id, e.created_at as entered, e.kind, f.fee_type as type,
        coalesce(e.fee_id, case when e.kind = 'CREATION' then e.id end) as fee, e.amount, e.balance,
        coalesce(l.title, c.title) as title, p.reference, e.reason, d.number as claim
      from (
        select n.*, sum(n.amount) over (order by n.created_at, n.id) as balance
        from patron_identifier i join ledger_entry n on n.tenant_id = i.tenant_id and n.patron_id = i.patron_id
        where i.tenant_id = :tenant and i.value = (
          select value from patron_identifier where tenant_id = :tenant and value = any (:keys) limit 1)) e
      left join ledger_entry f on f.tenant_id = e.tenant_id and f.id = coalesce(e.fee_id, e.id)
        and f.created_at = coalesce(e.fee_created_at, e.created_at) and f.kind = 'CREATION'
      left join item t on t.tenant_id = f.tenant_id and t.id = f.item_id
      left join common_record c on c.id = coalesce(t.common_record_id, f.record_id)
      left join local_record l on l.tenant_id = f.tenant_id and l.id = coalesce(t.local_record_id, f.record_id)
      left join payment p on p.tenant_id = e.tenant_id and p.id = e.payment_id
      left join debt_claim d on d.tenant_id = f.tenant_id and d.fee_id = f.id
      where e.created_at >= :first and e.created_at < :last
      order by e.created_at desc, e.id desc limit :limit
      """;

  private static final String PAYMENTS =
      """
      select p.id, p.paid_at as at, m.branch, m.made_by as by, p.amount, p.means, p.reference, s.fee_id as fee, f.fee_type as type,
        coalesce(l.title, c.title) as title, f.reason, s.amount as share
      from (
        select n.* from patron_identifier i join payment n on n.tenant_id = i.tenant_id and n.patron_id = i.patron_id
        where i.tenant_id = :tenant and i.value = (
          select value from patron_identifier where tenant_id = :tenant and value = any (:keys) limit 1)
          and (:payment::uuid is null or n.id = :payment)
        order by n.paid_at desc, n.id desc limit :limit) p
      cross join lateral (
        select e.fee_id, e.fee_created_at, -sum(e.amount) as amount from ledger_entry e
        where e.tenant_id = p.tenant_id and e.patron_id = p.patron_id and e.payment_id = p.id
        group by e.fee_id, e.fee_created_at) s
      left join lateral (
        select e.branch, e.made_by from ledger_entry e
        where e.tenant_id = p.tenant_id and e.patron_id = p.patron_id and e.payment_id = p.id
          and e.created_at = p.created_at and e.kind = 'PAYMENT' limit 1) m on true
      left join ledger_entry f on f.tenant_id = p.tenant_id and f.id = s.fee_id and f.created_at = s.fee_created_at
      left join item t on t.tenant_id = f.tenant_id and t.id = f.item_id
      left join common_record c on c.id = coalesce(t.common_record_id, f.record_id)
      left join local_record l on l.tenant_id = f.tenant_id and l.id = coalesce(t.local_record_id, f.record_id)
      order by p.paid_at desc, p.id desc, f.arose_at, s.fee_id
      """;

  private static final String CREDIT =
      """
      select coalesce((
        select -sum(e.amount) from ledger_entry e where e.tenant_id = i.tenant_id and e.patron_id = i.patron_id
          and e.fee_id is null and e.payment_id is not null), 0)::bigint
      from patron_identifier i where i.tenant_id = :tenant and i.value = any (:keys) limit 1
      """;

  /**
   * What moves a payment from one fee to another, or to credit, is entered together and comes to
   * nothing.
   */
  private static final String TAKINGS =
      """
      with moved as materialized (
        select (e.created_at at time zone :zone)::date as day, e.branch, e.made_by, e.payment_id,
          -coalesce(sum(e.amount) filter (where e.kind <> 'REIMBURSEMENT'), 0) as came,
          coalesce(sum(e.amount) filter (where e.kind = 'REIMBURSEMENT'), 0) as paid_out
        from ledger_entry e
        where e.tenant_id = :tenant and e.payment_id is not null and e.made_by is not null
          and e.created_at >= :first and e.created_at < :last and (:branches::text[] is null or e.branch = any (:branches))
        group by 1, e.branch, e.made_by, e.payment_id, e.created_at)
      select m.day, m.branch, m.made_by as by, p.means, p.register, (count(*) filter (where m.came > 0))::int as payments,
        coalesce(sum(m.came) filter (where m.came > 0), 0)::bigint as taken,
        coalesce(-sum(m.came) filter (where m.came < 0), 0)::bigint as reversed, sum(m.paid_out)::bigint as paid_out
      from moved m join payment p on p.tenant_id = :tenant and p.id = m.payment_id
      where m.came <> 0 or m.paid_out <> 0
      group by m.day, m.branch, m.made_by, p.means, p.register
      order by m.day, m.branch, m.made_by, p.means, p.register nulls first
      """;

  private static final String WHOSE =
      "select patron_id from patron_identifier where tenant_id = :tenant and value = any (:keys) limit 1";

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  public PostgresStatements(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  private record Found(UUID id, String name, long before, long balance) {

    /** The statement made of these entries, newest first. */
    Statement statement(List<Entry> entries) {
      return new Statement(id, name, before, entries.reversed(), balance);
    }
  }

  @Override
  public Optional<Statement> statement(
      TenantId tenant, String identifier, @Nullable LocalDate from, @Nullable LocalDate until) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    var named =
        Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)))
            .and("first", start(from == null ? LocalDate.EPOCH : from, zone))
            .and("last", start((until == null ? LocalDate.now(zone) : until).plusDays(1), zone))
            .and("limit", MAX_ENTRIES);
    var statement =
        database.inTenant(
            tenant,
            p -> {
              var entries = p.list(Entry.class, ENTRIES, named);
              return p.optional(Found.class, PATRON, named)
                  .map(patron -> patron.map(found -> found.statement(entries.get())));
            });
    statement.ifPresent(s -> log.read(tenant, s.patronId()));
    return statement;
  }

  /** One row for each fee that a payment settles or settled, and one for its credit. */
  private record PaymentRow(
      UUID id,
      Instant at,
      @Nullable String branch,
      @Nullable String by,
      long amount,
      PaymentMeans means,
      @Nullable String reference,
      @Nullable UUID fee,
      @Nullable FeeType type,
      @Nullable String title,
      @Nullable String reason,
      long share) {

    /** What a payment settles of a fee; empty for credit. */
    Stream<Share> settled() {
      return fee == null || type == null || share == 0
          ? Stream.empty()
          : Stream.of(new Share(fee, type, title, reason, share));
    }

    private long credit() {
      return fee == null ? share : 0;
    }

    static Payment payment(List<PaymentRow> rows) {
      var first = rows.getFirst();
      return new Payment(
          first.id,
          first.at,
          first.branch,
          first.by,
          first.amount,
          first.means,
          first.reference,
          rows.stream().mapToLong(PaymentRow::credit).sum(),
          rows.stream().flatMap(PaymentRow::settled).toList());
    }
  }

  @Override
  public Optional<List<Payment>> payments(TenantId tenant, String identifier) {
    return payments(tenant, identifier, null);
  }

  @Override
  public Optional<Payment> payment(TenantId tenant, String identifier, UUID id) {
    return payments(tenant, identifier, id).stream().flatMap(List::stream).findFirst();
  }

  private Optional<List<Payment>> payments(
      TenantId tenant, String identifier, @Nullable UUID payment) {
    var named =
        Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)))
            .and("payment", payment)
            .and("limit", MAX_PAYMENTS);
    var whose = new AtomicReference<@Nullable UUID>();
    var payments =
        database.inTenant(
            tenant,
            p -> {
              var rows = p.list(PaymentRow.class, PAYMENTS, named);
              return p.optional(UUID.class, WHOSE, named)
                  .map(patron -> {
                    patron.ifPresent(whose::set);
                    return patron.map(_ -> payments(rows.get()));
                  });
            });
    var patron = whose.get();
    if (patron != null) {
      log.read(tenant, patron);
    }
    return payments;
  }

  private static List<Payment> payments(List<PaymentRow> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(PaymentRow::id, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(PaymentRow::payment)
        .toList();
  }

  @Override
  public OptionalLong credit(TenantId tenant, String identifier) {
    var named = Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)));
    return database.inTenant(tenant, p -> p.list(Long.class, CREDIT, named)).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  @Override
  public List<Takings> takings(
      TenantId tenant, LocalDate from, LocalDate until, @Nullable Set<String> branches) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    return database.inTenant(
        tenant,
        p ->
            p.list(
                Takings.class,
                TAKINGS,
                Parameters.of("zone", zone.getId())
                    .and("branches", branches == null ? null : SqlArray.texts(branches))
                    .and("first", start(from, zone))
                    .and("last", start(until.plusDays(1), zone))));
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
