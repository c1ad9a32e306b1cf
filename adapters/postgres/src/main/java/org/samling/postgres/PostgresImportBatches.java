package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.RecordJudge;
import org.samling.core.organisation.TenantId;

/** Keeps imports: in tables of their own for common records, and for tenants' within the fence. */
final class PostgresImportBatches implements ImportBatches {

  private static final String COLUMNS =
      """
      number, started_by, file, size, sha256, source, format, state, reason, read, last_offset, rejected, added, changed,
        unchanged, repaired, without_source, repairs, restored, removed, keeps_versions, started_at, ended_at,
        items_tenant, item_rules, items, rules, matches, coding, codings, ended_early, dry_run
      """;

  private static final int MAX_REASON = 1_000;

  private final Database database;

  PostgresImportBatches(Database database) {
    this.database = database;
  }

  /** The tables of common records' imports or of a tenant's, and who the statements ask for. */
  record Tables(@Nullable TenantId tenant) {

    /** A statement, whose {@code {}} stands for the tables and {@code {tenant}} for a condition. */
    String sql(String text) {
      return text.replace("{}", tenant == null ? "common" : "local")
          .replace("{tenant}", tenant == null ? "" : " and tenant_id = " + tenant.value())
          .replace("{r.tenant}", tenant == null ? "" : " and r.tenant_id = " + tenant.value())
          .replace("{o.tenant}", tenant == null ? "" : " and o.tenant_id = " + tenant.value())
          .replace("{s.tenant}", tenant == null ? "" : " and s.tenant_id = " + tenant.value())
          .replace("{e.tenant}", tenant == null ? "" : " and e.tenant_id = " + tenant.value());
    }

    /** What a transaction begins with. */
    Pipeline begin() {
      var begin = new Pipeline();
      return tenant == null ? begin : begin.add(Database.SET_TENANT, tenant.toString());
    }
  }

  @Override
  public ImportBatch begin(Order order) {
    return insert(null, order, State.RUNNING, false, null);
  }

  @Override
  public ImportBatch await(
      long number, Order order, boolean isDryRun, @Nullable String requestKey) {
    return insert(number, order, State.WAITING, isDryRun, requestKey);
  }

  private ImportBatch insert(
      @Nullable Long number,
      Order order,
      State state,
      boolean isDryRun,
      @Nullable String requestKey) {
    var tables = new Tables(order.tenant());
    var isLocal = order.tenant() != null;
    var parameters = new ArrayList<@Nullable Object>();
    if (order.tenant() != null) {
      parameters.add(order.tenant().value());
    }
    var format = order.format();
    parameters.addAll(
        Arrays.asList(
            number,
            order.startedBy(),
            order.file(),
            order.print().size(),
            order.print().sha256(),
            order.source(),
            format == null ? null : format.name(),
            itemsTenant(order),
            itemRules(order),
            rules(order),
            order.coding() == null ? null : order.coding().name(),
            state.name(),
            isDryRun,
            !isDryRun,
            requestKey));
    return one(
            tables,
            """
            insert into {}_import_batch (%s number, started_by, file, size, sha256, source, format, items_tenant, item_rules,
              rules, coding, state, dry_run, keeps_versions, request_key, started_at)
            values (%s coalesce(?::bigint, nextval('import_batch_number')), ?, ?, ?, ?, ?, ?, ?::int, ?::jsonb, ?::jsonb, ?, ?,
              ?, ?, ?, now()) returning
            """
                    .formatted(isLocal ? "tenant_id," : "", isLocal ? "?," : "")
                + COLUMNS,
            parameters.toArray())
        .orElseThrow();
  }

  @Override
  public long newNumber() {
    var number = new long[1];
    database.ask((Connection connection) -> {
      new Pipeline()
          .add(
              row -> number[0] = row.getLong("number"),
              "select nextval('import_batch_number') as number")
          .commit(connection);
      return null;
    });
    return number[0];
  }

  @Override
  public Optional<ImportBatch> askedFor(
      @Nullable TenantId tenant, String startedBy, String requestKey) {
    return one(
        new Tables(tenant),
        "select "
            + COLUMNS
            + " from {}_import_batch where started_by = ? and request_key = ?{tenant}",
        startedBy,
        requestKey);
  }

  @Override
  public Optional<ImportBatch> unfinished(Order order) {
    var format = order.format();
    return one(
        new Tables(order.tenant()),
        "select "
            + COLUMNS
            + """
            from {}_import_batch
            where file = ? and state in ('RUNNING', 'STOPPED') and source = ? and format is not distinct from ?
              and items_tenant is not distinct from ?::int and item_rules is not distinct from ?::jsonb{tenant}
            order by number desc limit 1
            """,
        order.file(),
        order.source(),
        format == null ? null : format.name(),
        itemsTenant(order),
        itemRules(order));
  }

  private static @Nullable Integer itemsTenant(Order order) {
    return order.items() == null ? null : order.items().tenant().value();
  }

  private static @Nullable String itemRules(Order order) {
    return order.items() == null ? null : Json.write(order.items().rules());
  }

  /** Null for those that hold where nothing else is said. */
  private static @Nullable String rules(Order order) {
    return order.rules().areDefault() ? null : Json.write(order.rules());
  }

  @Override
  public ImportBatch resume(ImportBatch batch) {
    return one(
            tables(batch),
            """
            update {}_import_batch set state = 'RUNNING', reason = null, ended_at = null,
              started_at = case state when 'WAITING' then now() else started_at end
            where number = ? and state in ('WAITING', 'RUNNING', 'STOPPED'){tenant} returning
            """
                + COLUMNS,
            batch.number())
        .orElseThrow(() -> new BatchTakenException(batch.number()));
  }

  @Override
  public PutCounts write(
      ImportBatch batch,
      List<CatalogueRecord> records,
      RecordJudge judge,
      List<NewItem> items,
      int before,
      ImportTally wanted) {
    var tables = tables(batch);
    return database.ask(connection -> {
      var rows = new JudgedRows(tables.tenant(), judge, batch.number());
      rows.compare(connection, records);
      var counts = rows.counts();
      var after = judge.with(wanted);
      var moved = new boolean[1];
      new Pipeline()
          .add(
              _ -> moved[0] = true,
              tables.sql(
                  """
                  update {}_import_batch set read = ?, last_offset = ?, rejected = ?, repaired = ?, without_source = ?,
                    repairs = ?::jsonb, items = ?::jsonb, matches = ?::jsonb, codings = ?::jsonb, ended_early = ?,
                    added = added + ?, changed = changed + ?, unchanged = unchanged + ?
                  where number = ? and state = 'RUNNING' and read = ?{tenant} returning number
                  """),
              after.read(),
              after.offset(),
              after.rejected(),
              after.repaired(),
              after.withoutSource(),
              Json.write(after.repairs()),
              Json.write(after.items()),
              Json.write(after.matches()),
              Json.write(after.codings()),
              cut(after.endedEarly()),
              counts.added(),
              counts.changed(),
              counts.unchanged(),
              batch.number(),
              before)
          .add(rows.put())
          .add(items(batch, rows.placed(items)))
          .run(connection);
      if (!moved[0]) {
        connection.rollback();
        throw new BatchTakenException(batch.number());
      }
      connection.commit();
      return counts;
    });
  }

  @Override
  public PutCounts compare(
      @Nullable TenantId tenant, List<CatalogueRecord> records, RecordJudge judge) {
    return database.ask(connection -> {
      var rows = new JudgedRows(tenant, judge, null);
      rows.compare(connection, records);
      // What the store refuses only the store knows, so they are written and taken back.
      rows.put().run(connection);
      connection.rollback();
      return rows.counts();
    });
  }

  /** Items of common records are put for their tenant, which the transaction acts for from then. */
  private static Pipeline items(ImportBatch batch, List<NewItem> items) {
    var order = batch.order().items();
    if (order == null || items.isEmpty()) {
      return new Pipeline();
    }
    return new Pipeline()
        .add(Database.SET_TENANT, order.tenant().toString())
        .add(PostgresItemRegister.put(order.tenant(), items, _ -> {}));
  }

  @Override
  public void finish(ImportBatch batch) {
    end(batch, State.DONE, null);
  }

  @Override
  public void finishDryRun(ImportBatch batch, ImportTally tally, PutCounts put) {
    one(
        tables(batch),
        """
        update {}_import_batch set state = 'DONE', ended_at = now(), read = ?, last_offset = ?, rejected = ?, repaired = ?,
          without_source = ?, repairs = ?::jsonb, items = ?::jsonb, matches = ?::jsonb, codings = ?::jsonb, ended_early = ?,
          added = ?, changed = ?, unchanged = ?
        where number = ? and state = 'RUNNING' and dry_run{tenant} returning
        """
            + COLUMNS,
        tally.read(),
        tally.offset(),
        tally.rejected(),
        tally.repaired(),
        tally.withoutSource(),
        Json.write(tally.repairs()),
        Json.write(tally.items()),
        Json.write(tally.matches()),
        Json.write(tally.codings()),
        cut(tally.endedEarly()),
        put.added(),
        put.changed(),
        put.unchanged(),
        batch.number());
  }

  @Override
  public boolean cancel(ImportBatch batch, String reason) {
    return one(
            tables(batch),
            """
            update {}_import_batch set state = 'CANCELLED', reason = ?, ended_at = now()
            where number = ? and state in ('WAITING', 'RUNNING', 'STOPPED'){tenant} returning
            """
                + COLUMNS,
            reason,
            batch.number())
        .isPresent();
  }

  @Override
  public void stop(ImportBatch batch, String reason) {
    end(batch, State.STOPPED, cut(reason));
  }

  private static @Nullable String cut(@Nullable String reason) {
    return reason == null
        ? null
        : reason.substring(0, Math.min(reason.length(), MAX_REASON)).replace("\0", "");
  }

  private void end(ImportBatch batch, State state, @Nullable String reason) {
    one(
        tables(batch),
        """
        update {}_import_batch set state = ?, reason = ?, ended_at = now()
        where number = ? and state in ('WAITING', 'RUNNING'){tenant} returning
        """
            + COLUMNS,
        state.name(),
        reason,
        batch.number());
  }

  @Override
  public List<ImportBatch> latest(@Nullable TenantId tenant, long before, int limit) {
    return all(
        new Tables(tenant),
        "select "
            + COLUMNS
            + " from {}_import_batch where number < ?{tenant} order by number desc limit ?",
        before,
        limit);
  }

  @Override
  public Optional<ImportBatch> numbered(@Nullable TenantId tenant, long number) {
    return one(
        new Tables(tenant),
        "select " + COLUMNS + " from {}_import_batch where number = ?{tenant}",
        number);
  }

  @Override
  public List<Written> written(ImportBatch batch, int limit) {
    var tables = tables(batch);
    var written = new ArrayList<Written>();
    database.ask(connection -> {
      tables
          .begin()
          .add(
              row ->
                  written.add(
                      new Written(
                          new RecordKey(row.getString("source"), row.getString("control_number")),
                          row.getString("title"),
                          row.getBoolean("is_new"))),
              tables.sql(
                  """
                  select r.source, r.control_number, r.title, not exists (
                    select from {}_import_earlier e where e.batch = ? and e.record_id = r.id{e.tenant}) as is_new
                  from {}_record r where r.import_batch = ?{r.tenant} order by r.id limit ?
                  """),
              batch.number(),
              batch.number(),
              limit)
          .commit(connection);
      return null;
    });
    return written;
  }

  @Override
  public UndoCounts undo(ImportBatch batch, Kept kept) {
    return new ImportUndoing(database, tables(batch), batch.number()).run(kept);
  }

  @Override
  public void forgetVersions(@Nullable TenantId tenant, Duration age) {
    var tables = new Tables(tenant);
    var before = Instant.now().minus(age).atOffset(ZoneOffset.UTC);
    database.ask(connection -> {
      tables
          .begin()
          .add(
              tables.sql(
                  """
                  update {}_import_batch set keeps_versions = false
                  where keeps_versions and state <> 'RUNNING' and ended_at < ?{tenant}
                  """),
              before)
          .add(
              tables.sql(
                  """
                  delete from {}_import_earlier e using {}_import_batch b
                  where b.number = e.batch and not b.keeps_versions{e.tenant}
                  """))
          .commit(connection);
      return null;
    });
  }

  private static Tables tables(ImportBatch batch) {
    return new Tables(batch.order().tenant());
  }

  private Optional<ImportBatch> one(Tables tables, String sql, @Nullable Object... parameters) {
    return all(tables, sql, parameters).stream().findFirst();
  }

  private List<ImportBatch> all(Tables tables, String sql, @Nullable Object... parameters) {
    var batches = new ArrayList<ImportBatch>();
    database.ask((Connection connection) -> {
      tables
          .begin()
          .add(row -> batches.add(batch(tables.tenant(), row)), tables.sql(sql), parameters)
          .commit(connection);
      return null;
    });
    return batches;
  }

  private static ImportBatch batch(@Nullable TenantId tenant, ResultSet row) throws SQLException {
    var state = State.valueOf(row.getString("state"));
    var format = row.getString("format");
    var itemRules = row.getString("item_rules");
    var rules = row.getString("rules");
    var coding = row.getString("coding");
    return new ImportBatch(
        row.getLong("number"),
        new Order(
            tenant,
            row.getString("started_by"),
            row.getString("file"),
            new FilePrint(row.getLong("size"), row.getString("sha256")),
            row.getString("source"),
            format == null ? null : RecordFormat.valueOf(format),
            itemRules == null
                ? null
                : new ItemOrder(
                    new TenantId(row.getInt("items_tenant")), Json.readItemRules(itemRules)),
            rules == null ? ImportRules.DEFAULT : Json.readImportRules(rules),
            coding == null ? null : CodingRule.valueOf(coding)),
        row.getBoolean("dry_run"),
        state,
        row.getString("reason"),
        new ImportTally(
            row.getInt("read"),
            row.getLong("last_offset"),
            row.getInt("rejected"),
            row.getInt("repaired"),
            row.getInt("without_source"),
            Json.readNumbers(row.getString("repairs")),
            Json.readItemTally(row.getString("items")),
            Json.readMatchTally(row.getString("matches")),
            Json.readNumbers(row.getString("codings")),
            row.getString("ended_early")),
        new PutCounts(row.getInt("added"), row.getInt("changed"), row.getInt("unchanged")),
        state == State.UNDONE
            ? new UndoCounts(row.getInt("restored"), row.getInt("removed"))
            : null,
        row.getBoolean("keeps_versions"),
        FactsLoader.instant(row, "started_at"),
        FactsLoader.instantOrNull(row, "ended_at"));
  }
}
