package org.samling.postgres.registers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.PersonalData;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.HoldsLoader;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.Batch;
import org.samling.postgres.writer.PostgresAccessLog;
import tools.jackson.core.type.TypeReference;

/**
 * Exports and erases the data about a patron. The tables that refer to a patron are found in
 * PostgreSQL's own catalogue, so that a new one is never left out.
 */
public final class PostgresPersonalData implements PersonalData {

  /** Finds the patron by any identifier, including one that is blocked or expired. */
  private static final String WHO =
      """
      select i.patron_id as id, array(select value from patron_identifier n where n.tenant_id = i.tenant_id
        and n.patron_id = i.patron_id) as named
      from patron_identifier i
      where i.tenant_id = :tenant and i.value = any (?) order by i.kind = 'CPR' limit 1
      """;

  private static final String TABLES =
      """
      select c.relname as name, array_agg(a.attname::text) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and has_table_privilege(c.oid, 'select')
      group by c.relname
      having bool_or(a.attname = 'patron_id' and a.atttypid = 'uuid'::regtype) and bool_or(a.attname = 'tenant_id')
      order by c.relname
      """;

  /** Columns that are of no use to the patron, or of use to somebody else: keys, hashes, seals. */
  private static final String LEFT_OUT =
      """
       - array['tenant_id', 'patron_id', 'hash', 'pepper_version', 'cpr_sealed', 'cpr_seal_key_version', 'key', 'record_id']\
      """;

  private static final String ITEM =
      """
       || coalesce((select jsonb_build_object('barcode', i.barcode, 'title', coalesce(l.title, c.title)) from item i
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          where i.tenant_id = t.tenant_id and i.id = t.item_id), '{}')\
      """;

  private static final String RECORD =
      """
       || coalesce((select jsonb_build_object('title', title) from common_record where id = t.common_record_id),
          (select jsonb_build_object('title', title) from local_record where tenant_id = t.tenant_id and id = t.local_record_id),
          '{}')\
      """;

  private static final String OTHER =
      """
       - 'other_id' || coalesce((select jsonb_build_object('tenant', name) from tenant where id = t.other_id), '{}')\
      """;

  private static final String PATRON =
      "select (to_jsonb(t) %s)::text from patron t where t.tenant_id = ? and t.id = ?"
          .formatted(LEFT_OUT);

  /** A condition on ill_request r: it binds its patron. */
  public static final String BINDS =
      "r.side = 'BORROWING' and r.state not in ('CHECKED_IN', 'RETURNED', 'CANCELLED', 'UNFILLED', 'LOST')"
          + " and not (r.state = 'RECEIVED' and r.service = 'COPY')";

  private static final String BLOCKS =
      """
      select 'LOANS' as reason, count(*) as number from loan
      where tenant_id = :tenant and patron_id = :patron
      union all
      select 'DEBT', coalesce(sum(amount), 0)::bigint from ledger_entry where tenant_id = :tenant and patron_id = :patron
      union all
      select 'HOLDS', count(*) from hold where tenant_id = :tenant and patron_id = :patron and state in %s
      union all
      select 'INTERLIBRARY_REQUESTS', count(*) from ill_request r
      where tenant_id = :tenant and patron = any (:named) and %s
      union all
      select 'BOOKINGS', count(*) from booking where tenant_id = :tenant and patron_id = :patron and state = 'BOOKED'
      union all
      select 'WARDS', count(*) from patron where tenant_id = :tenant and guardian_id = :patron
      """
          .formatted(HoldsLoader.OPEN, BINDS);

  private static final String ERASE = "select erase_patron(?, ?, ?)";

  /** The journals are read through for each: of a tenant once at a time, on whatever node. */
  private static final String ONE_AFTER_ANOTHER =
      "select pg_advisory_xact_lock(hashtextextended('erasure', ?))";

  private static final String ERASE_FROM_JOURNALS = "select erase_from_journals(?, ?, ?, ?)";

  private static final String NAME = "select name from patron where tenant_id = ? and id = ?";

  private final Database database;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  private record Who(UUID id, List<String> named) {}

  private record Table(String name, List<String> columns) {

    /** A row, with the meaning of its numbers. */
    String select() {
      return "select (to_jsonb(t) %s%s%s%s)::text from \"%s\" t where t.tenant_id = ? and t.patron_id = ? limit ?"
          .formatted(
              LEFT_OUT,
              columns.contains("item_id") ? ITEM : "",
              columns.contains("common_record_id") ? RECORD : "",
              columns.contains("other_id") ? OTHER : "",
              name);
    }
  }

  public PostgresPersonalData(Database database, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.keys = keys;
    this.log = log;
  }

  @Override
  public Optional<Export> export(TenantId tenant, String identifier) {
    log.flush();
    return database.ask(connection -> {
      new Pipeline()
          .add("set transaction isolation level repeatable read read only")
          .add(Pipeline.WITHOUT_LIMIT)
          .add(Acting.SET, Acting.of(tenant))
          .run(connection);
      var who = who(connection, tenant, identifier);
      if (who.isEmpty()) {
        connection.rollback();
        return Optional.empty();
      }
      var export = export(connection, tenant, who.get());
      connection.rollback();
      log.read(tenant, who.get().id());
      return Optional.of(export);
    });
  }

  private Export export(Connection connection, TenantId tenant, Who who) throws SQLException {
    var tables = Rows.list(connection, Table.class, TABLES);
    var parts = new ArrayList<Part>();
    add(parts, "patron", rows(connection, PATRON, tenant.value(), who.id()));
    for (var table : tables) {
      add(
          parts,
          table.name(),
          rows(connection, table.select(), tenant.value(), who.id(), MAX_ROWS + 1));
    }
    var named = SqlArray.texts(who.named());
    for (var table : List.of("ill_request", "offline_transaction")) {
      add(
          parts,
          table,
          rows(
              connection,
              "select (to_jsonb(t) %s)::text from %s t where t.tenant_id = ? and t.patron = any (?) limit ?"
                  .formatted(LEFT_OUT, table),
              tenant.value(),
              named,
              MAX_ROWS + 1));
    }
    return new Export(who.id(), Instant.now(), parts);
  }

  private static void add(List<Part> parts, String table, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var isWhole = rows.size() <= MAX_ROWS;
    parts.add(new Part(table, isWhole ? rows : rows.subList(0, MAX_ROWS), isWhole));
  }

  private static List<Map<String, Object>> rows(
      Connection connection, String sql, Object... parameters) throws SQLException {
    return Rows.list(connection, String.class, sql, parameters).stream()
        .map(PostgresPersonalData::row)
        .toList();
  }

  private static Map<String, Object> row(String json) {
    Map<String, @Nullable Object> all = Json.MAPPER.readValue(json, new TypeReference<>() {});
    var row = new LinkedHashMap<String, Object>();
    all.forEach((column, value) -> {
      if (value != null) {
        row.put(column, value);
      }
    });
    // The key by which a CPR number is looked up means nothing to anybody.
    if ("CPR".equals(row.get("kind"))) {
      row.put("value", "kept as a keyed hash, and sealed");
    }
    return row;
  }

  private Optional<Who> who(Connection connection, TenantId tenant, String identifier)
      throws SQLException {
    return Rows.optional(
        connection,
        Who.class,
        WHO,
        Parameters.of("tenant", tenant),
        SqlArray.texts(keys.of(tenant, identifier)));
  }

  private static List<Block> blocks(Connection connection, TenantId tenant, Who who)
      throws SQLException {
    return Rows.list(
            connection,
            Block.class,
            BLOCKS,
            Parameters.of("tenant", tenant)
                .and("patron", who.id())
                .and("named", SqlArray.texts(who.named())))
        .stream()
        .filter(block -> block.number() != 0)
        .toList();
  }

  private static String name(Connection connection, TenantId tenant, Who who) throws SQLException {
    return Rows.one(connection, String.class, NAME, tenant, who.id());
  }

  @Override
  public Optional<List<Block>> blocks(TenantId tenant, String identifier) {
    return database.ask(connection -> {
      Batch.lock(tenant).run(connection);
      var who = who(connection, tenant, identifier);
      var blocks =
          who.isEmpty()
              ? Optional.<List<Block>>empty()
              : Optional.of(blocks(connection, tenant, who.get()));
      connection.rollback();
      who.ifPresent(known -> log.read(tenant, known.id()));
      return blocks;
    });
  }

  @Override
  public Erasure erase(TenantId tenant, String identifier) {
    log.flush();
    return database.ask(connection -> {
      Batch.lock(tenant).run(connection);
      var who = who(connection, tenant, identifier);
      if (who.isEmpty()) {
        connection.rollback();
        return new Erasure.Nobody();
      }
      var blocks = blocks(connection, tenant, who.get());
      if (!blocks.isEmpty()) {
        connection.rollback();
        return new Erasure.Blocked(blocks);
      }
      // A number that does not reveal when that was.
      var replacement = UUID.randomUUID();
      var pseudonym = "erased " + replacement.toString().substring(0, 8);
      var name = name(connection, tenant, who.get());
      new Pipeline().add(ERASE, who.get().id(), replacement, pseudonym).commit(connection);
      // Many rows, and none is added any more: the tenant's writers need not wait for them. If this
      // is interrupted, the rest goes with the partitions of their days.
      var named = new ArrayList<>(who.get().named());
      named.add(name);
      new Pipeline()
          .add(Pipeline.WITHOUT_LIMIT)
          .add(Acting.SET, Acting.of(tenant))
          .add(ONE_AFTER_ANOTHER, tenant.value())
          .add(ERASE_FROM_JOURNALS, who.get().id(), replacement, SqlArray.texts(named), pseudonym)
          .commit(connection);
      return new Erasure.Erased(pseudonym);
    });
  }
}
