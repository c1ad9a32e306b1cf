package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.TenantId;

/** Tells what patrons were charged and paid, from the ledger's entries. */
final class PostgresStatements implements Statements {

  private static final String PATRON =
      """
      select p.id, p.name,
        coalesce((select sum(e.amount) from ledger_entry e where e.tenant_id = p.tenant_id and e.patron_id = p.id
          and e.created_at < ?), 0) as before,
        coalesce((select sum(e.amount) from ledger_entry e where e.tenant_id = p.tenant_id and e.patron_id = p.id
          and e.created_at < ?), 0) as balance
      from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = ? and i.value = any (?) limit 1
      """;

  private static final String ENTRIES =
      """
      select e.*, f.fee_type as of_type, coalesce(e.fee_id, case when e.kind = 'CREATION' then e.id end) as fee,
        coalesce(l.title, c.title) as title, p.reference, d.number as claim
      from (
        select n.*, sum(n.amount) over (order by n.created_at, n.id) as balance
        from patron_identifier i join ledger_entry n on n.tenant_id = i.tenant_id and n.patron_id = i.patron_id
        where i.tenant_id = ? and i.value = (
          select value from patron_identifier where tenant_id = ? and value = any (?) limit 1)) e
      left join ledger_entry f on f.tenant_id = e.tenant_id and f.id = coalesce(e.fee_id, e.id)
        and f.created_at = coalesce(e.fee_created_at, e.created_at) and f.kind = 'CREATION'
      left join item t on t.tenant_id = f.tenant_id and t.id = f.item_id
      left join common_record c on c.id = t.common_record_id
      left join local_record l on l.tenant_id = t.tenant_id and l.id = t.local_record_id
      left join payment p on p.tenant_id = e.tenant_id and p.id = e.payment_id
      left join debt_claim d on d.tenant_id = f.tenant_id and d.fee_id = f.id
      where e.created_at >= ? and e.created_at < ?
      order by e.created_at desc, e.id desc limit ?
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  PostgresStatements(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  private record Found(UUID id, String name, long before, long balance) {}

  @Override
  public Optional<Statement> statement(
      TenantId tenant, String identifier, @Nullable LocalDate from, @Nullable LocalDate until) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    var first = start(from == null ? LocalDate.EPOCH : from, zone);
    var last = start((until == null ? LocalDate.now(zone) : until).plusDays(1), zone);
    var values = FactsLoader.texts(keys.of(tenant, identifier));
    var patrons = new ArrayList<Found>();
    var entries = new ArrayList<Entry>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    patrons.add(
                        new Found(
                            FactsLoader.uuid(row, "id"),
                            row.getString("name"),
                            row.getLong("before"),
                            row.getLong("balance"))),
                PATRON,
                first,
                last,
                tenant.value(),
                values)
            .add(
                row -> entries.add(entry(row)),
                ENTRIES,
                tenant.value(),
                tenant.value(),
                values,
                first,
                last,
                MAX_ENTRIES));
    patrons.forEach(patron -> log.read(tenant, patron.id()));
    return patrons.stream()
        .findFirst()
        .map(p -> new Statement(p.id(), p.name(), p.before(), entries.reversed(), p.balance()));
  }

  private static OffsetDateTime start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toOffsetDateTime();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    var type = row.getString("of_type");
    return new Entry(
        FactsLoader.uuid(row, "id"),
        FactsLoader.instant(row, "created_at"),
        LedgerKind.valueOf(row.getString("kind")),
        type == null ? null : FeeType.valueOf(type),
        row.getObject("fee", UUID.class),
        row.getLong("amount"),
        row.getLong("balance"),
        row.getString("title"),
        row.getString("reference"),
        row.getString("reason"),
        row.getObject("claim", Long.class));
  }
}
