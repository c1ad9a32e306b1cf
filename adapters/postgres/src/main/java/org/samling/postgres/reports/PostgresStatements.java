package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
      left join common_record c on c.id = t.common_record_id
      left join local_record l on l.tenant_id = t.tenant_id and l.id = t.local_record_id
      left join payment p on p.tenant_id = e.tenant_id and p.id = e.payment_id
      left join debt_claim d on d.tenant_id = f.tenant_id and d.fee_id = f.id
      where e.created_at >= :first and e.created_at < :last
      order by e.created_at desc, e.id desc limit :limit
      """;

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

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
