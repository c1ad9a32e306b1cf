package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.RecordJudge;
import org.samling.core.imports.RepairTally;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.registers.PostgresItemRegister;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;

/**
 * Keeps import batches: those of common records in tables of their own, those of tenants under
 * row-level security.
 */
public final class PostgresImportBatches implements ImportBatches {

  private static final int MAX_REASON = 1_000;

  private final Database database;

  public PostgresImportBatches(Database database) {
    this.database = database;
  }

  /**
   * The tables for imports of common records or of a tenant's, and the tenant for the statements.
   */
  record Tables(@Nullable TenantId tenant) {

    /** A statement, whose {@code {}} stands for the tables and {@code {tenant}} for a condition. */
    String sql(String text) {
      return text.replace("{}", tenant == null ? "common" : "local")
          .replace("{tenant}", tenant == null ? "" : " and tenant_id = " + tenant.value())
          .replace("{r.tenant}", tenant == null ? "" : " and r.tenant_id = " + tenant.value())
          .replace("{o.tenant}", tenant == null ? "" : " and o.tenant_id = " + tenant.value())
          .replace("{s.tenant}", tenant == null ? "" : " and s.tenant_id = " + tenant.value())
          .replace("{d.tenant}", tenant == null ? "" : " and d.tenant_id = " + tenant.value())
          .replace("{f.tenant}", tenant == null ? "" : " and f.tenant_id = " + tenant.value())
          .replace("{e.tenant}", tenant == null ? "" : " and e.tenant_id = " + tenant.value());
    }

    /** A pipeline in a transaction that has begun. */
    Pipeline plain() {
      return tenant == null ? new Pipeline() : Pipeline.of(tenant);
    }

    /** The statements that a transaction begins with. */
    Pipeline begin() {
      return tenant == null
          ? new Pipeline()
          : Pipeline.of(tenant).add(Acting.SET, Acting.of(tenant));
    }
  }

  @Override
  public ImportBatch begin(Order order) {
    return insert(null, order, State.RUNNING, false, null);
  }

  @Override
  public ImportBatch enqueue(
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
    return one(
            tables,
            """
            insert into {}_import_batch (%s number, started_by, file, size, sha256, source, format, items_tenant, item_rules,
              rules, coding, state, dry_run, keeps_versions, request_key, started_at)
            values (%s coalesce(:number::bigint, nextval('import_batch_number')), :startedBy, :file, :size, :sha256, :source,
              :format, :itemsTenant::int, :itemRules::jsonb, :rules::jsonb, :coding, :state, :isDryRun, not :isDryRun,
              :requestKey, now()) returning
            """
                    .formatted(isLocal ? "tenant_id," : "", isLocal ? ":tenant," : "")
                + ImportBatchRow.COLUMNS,
            Parameters.of("number", number)
                .and("startedBy", order.startedBy())
                .and("file", order.file())
                .and("size", order.print().size())
                .and("sha256", order.print().sha256())
                .and("source", order.source())
                .and("format", order.format())
                .and("itemsTenant", itemsTenant(order))
                .and("itemRules", itemRules(order))
                .and("rules", rules(order))
                .and("coding", order.coding())
                .and("state", state)
                .and("isDryRun", isDryRun)
                .and("requestKey", requestKey))
        .orElseThrow();
  }

  @Override
  public long newNumber() {
    return database.inTransaction(p -> p.one(Long.class, "select nextval('import_batch_number')"));
  }

  @Override
  public Optional<ImportBatch> findByKey(
      @Nullable TenantId tenant, String startedBy, String requestKey) {
    return one(
        new Tables(tenant),
        "select "
            + ImportBatchRow.COLUMNS
            + " from {}_import_batch where started_by = ? and request_key = ?{tenant}",
        startedBy,
        requestKey);
  }

  @Override
  public Optional<ImportBatch> unfinished(Order order) {
    return one(
        new Tables(order.tenant()),
        "select "
            + ImportBatchRow.COLUMNS
            + """
            from {}_import_batch
            where file = ? and state in ('RUNNING', 'STOPPED') and source = ? and format is not distinct from ?
              and items_tenant is not distinct from ?::int and item_rules is not distinct from ?::jsonb{tenant}
            order by number desc limit 1
            """,
        order.file(),
        order.source(),
        order.format(),
        itemsTenant(order),
        itemRules(order));
  }

  private static @Nullable Integer itemsTenant(Order order) {
    return order.items() == null ? null : order.items().tenant().value();
  }

  private static @Nullable String itemRules(Order order) {
    return order.items() == null ? null : Json.write(order.items().rules());
  }

  /** Null for the default rules. */
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
                + ImportBatchRow.COLUMNS,
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
      ImportTally wanted,
      List<ImportRepair> repairs) {
    var tables = tables(batch);
    return database.ask(connection -> {
      var rows = new JudgedRows(tables.tenant(), judge, batch.number(), database.matching());
      rows.compare(connection, records);
      var counts = rows.counts();
      var after = judge.with(wanted);
      var write = tables.plain();
      var moved =
          write.any(
              tables.sql(
                  "update {}_import_batch set "
                      + TALLY
                      + """
                        , added = added + :added, changed = changed + :changed, unchanged = unchanged + :unchanged
                      where number = :number and state = 'RUNNING' and read = :before{tenant} returning number
                      """),
              tally(after, counts).and("number", batch.number()).and("before", before));
      write.add(rows.put());
      ImportRepairs.put(write, tables, batch.number(), repairs);
      putItems(write, batch, rows.placed(items));
      write.run(connection);
      if (!moved.get()) {
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
      var rows = new JudgedRows(tenant, judge, null, database.matching());
      rows.compare(connection, records);
      // Only the store knows what it refuses, so the records are written and rolled back.
      rows.put().run(connection);
      connection.rollback();
      return rows.counts();
    });
  }

  /**
   * Items of common records are put for their tenant, which the transaction acts for from then on.
   */
  static void putItems(Pipeline pipeline, ImportBatch batch, List<NewItem> items) {
    var order = batch.order().items();
    if (order != null && !items.isEmpty()) {
      var put = Pipeline.of(order.tenant()).add(Acting.SET, Acting.of(order.tenant()));
      var _ = PostgresItemRegister.put(put, items);
      pipeline.add(put);
    }
  }

  /** How far an import has come. */
  private static final String TALLY =
      """
      read = :read, last_offset = :offset, rejected = :rejected, repaired = :repaired, repairs_made = :repairsMade, without_source = :withoutSource,
        repairs = :repairs::jsonb, items = :items::jsonb, matches = :matches::jsonb, codings = :codings::jsonb,
        ended_early = :endedEarly\
      """;

  private static Parameters tally(ImportTally tally, PutCounts put) {
    return Parameters.of("read", tally.read())
        .and("offset", tally.offset())
        .and("rejected", tally.rejected())
        .and("repaired", tally.repairs().records())
        .and("repairsMade", tally.repairs().made())
        .and("withoutSource", tally.withoutSource())
        .and("repairs", Json.write(labels(tally.repairs())))
        .and("items", Json.write(tally.items()))
        .and("matches", Json.write(tally.matches()))
        .and("codings", Json.write(tally.codings()))
        .and("endedEarly", cut(tally.endedEarly()))
        .and("added", put.added())
        .and("changed", put.changed())
        .and("unchanged", put.unchanged());
  }

  private static Map<String, Integer> labels(RepairTally repairs) {
    return repairs.kinds().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().label(), Map.Entry::getValue));
  }

  @Override
  public boolean prepare(@Nullable TenantId tenant, ImportRules rules) {
    return MatchKeys.of(tenant).prepare(database, rules);
  }

  /** It is done, unless some of its records wait for review. */
  @Override
  public void finish(ImportBatch batch) {
    one(
        tables(batch),
        """
        update {}_import_batch set state = case when exists (
            select from {}_import_review r where r.batch = number{r.tenant}) then 'REVIEW' else 'DONE' end,
          reason = null, ended_at = now()
        where number = ? and state in ('WAITING', 'RUNNING'){tenant} returning
        """
            + ImportBatchRow.COLUMNS,
        batch.number());
  }

  @Override
  public void finishDryRun(
      ImportBatch batch, ImportTally tally, PutCounts put, List<ImportRepair> repairs) {
    var tables = tables(batch);
    database.ask(connection -> {
      var pipeline = tables.begin();
      ImportRepairs.put(pipeline, tables, batch.number(), repairs);
      pipeline.add(
          tables.sql(
              "update {}_import_batch set state = 'DONE', ended_at = now(), "
                  + TALLY
                  + """
                    , added = :added, changed = :changed, unchanged = :unchanged
                  where number = :number and state = 'RUNNING' and dry_run{tenant}
                  """),
          tally(tally, put).and("number", batch.number()));
      pipeline.commit(connection);
      return null;
    });
  }

  @Override
  public List<ImportRepair> repairs(
      ImportBatch batch, @Nullable RepairKind kind, int after, int limit) {
    var tables = tables(batch);
    return database.ask(connection -> {
      var pipeline = tables.begin();
      var repairs = ImportRepairs.list(pipeline, tables, batch.number(), kind, after, limit);
      pipeline.commit(connection);
      return repairs.get();
    });
  }

  @Override
  public boolean cancel(ImportBatch batch, String reason) {
    return one(
            tables(batch),
            """
            update {}_import_batch set state = 'CANCELLED', reason = ?, ended_at = now()
            where number = ? and state in ('WAITING', 'RUNNING', 'STOPPED'){tenant} returning
            """
                + ImportBatchRow.COLUMNS,
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
            + ImportBatchRow.COLUMNS,
        state,
        reason,
        batch.number());
  }

  @Override
  public List<ImportBatch> latest(@Nullable TenantId tenant, long before, int limit) {
    return all(
        new Tables(tenant),
        "select "
            + ImportBatchRow.COLUMNS
            + " from {}_import_batch where number < ?{tenant} order by number desc limit ?",
        before,
        limit);
  }

  @Override
  public Optional<ImportBatch> find(@Nullable TenantId tenant, long number) {
    return one(
        new Tables(tenant),
        "select " + ImportBatchRow.COLUMNS + " from {}_import_batch where number = ?{tenant}",
        number);
  }

  @Override
  public List<WrittenRecord> writtenRecords(ImportBatch batch, int limit) {
    var tables = tables(batch);
    return database.ask(connection -> {
      var pipeline = tables.begin();
      var written =
          pipeline.list(
              WrittenRow.class,
              WrittenRow::written,
              tables.sql(
                  """
                  select r.source, r.control_number, r.title, not exists (
                    select from {}_import_earlier e where e.batch = ? and e.record_id = r.id{e.tenant}) as is_new
                  from {}_record r where r.import_batch = ?{r.tenant} order by r.id limit ?
                  """),
              batch.number(),
              batch.number(),
              limit);
      pipeline.commit(connection);
      return written.get();
    });
  }

  private record WrittenRow(String source, String controlNumber, String title, boolean isNew) {

    WrittenRecord written() {
      return new WrittenRecord(new RecordKey(source, controlNumber), title, isNew);
    }
  }

  @Override
  public UndoCounts undo(ImportBatch batch, UndoListener kept) {
    return new ImportUndo(database, tables(batch), batch.number()).run(kept);
  }

  @Override
  public void forgetVersions(@Nullable TenantId tenant, Duration age) {
    var tables = new Tables(tenant);
    var before = Instant.now().minus(age);
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
          .add(
              tables.sql(
                  """
                  delete from {}_import_repair e using {}_import_batch b
                  where b.number = e.batch and b.state <> 'RUNNING' and b.ended_at < ?{e.tenant}
                  """),
              before)
          .add(MatchKeys.of(tenant).forget(before))
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
    return database.ask((Connection connection) -> {
      var pipeline = tables.begin();
      var batches =
          pipeline.list(
              ImportBatchRow.class, row -> row.batch(tables.tenant()), tables.sql(sql), parameters);
      pipeline.commit(connection);
      return batches.get();
    });
  }
}
