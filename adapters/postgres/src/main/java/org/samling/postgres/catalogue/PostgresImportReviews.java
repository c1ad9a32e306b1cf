package org.samling.postgres.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.Proposal;
import org.samling.core.imports.RecordJudge;
import org.samling.core.imports.RecordJudge.ExistingRecord;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;

/** Keeps records of imports until somebody decides about them. */
public final class PostgresImportReviews implements ImportReviews {

  private final Database database;

  public PostgresImportReviews(Database database) {
    this.database = database;
  }

  @Override
  public List<Waiting> waiting(ImportBatch batch, int after, int limit, boolean onlyDecided) {
    return read(
        batch,
        """
        r.ordinal > :after and (not :onlyDecided or r.decision is not null){r.tenant}
        order by r.ordinal limit :limit
        """,
        Parameters.of("after", after).and("onlyDecided", onlyDecided).and("limit", limit));
  }

  @Override
  public Optional<Waiting> find(ImportBatch batch, int ordinal) {
    return read(batch, "r.ordinal = :ordinal{r.tenant}", Parameters.of("ordinal", ordinal)).stream()
        .findFirst();
  }

  private List<Waiting> read(ImportBatch batch, String where, Parameters parameters) {
    var tables = tables(batch);
    return database.ask(connection -> {
      var pipeline = tables.begin();
      var waiting =
          pipeline.list(
              HeldRows.Row.class,
              HeldRows.Row::waiting,
              tables.sql(
                  "select "
                      + HeldRows.COLUMNS
                      + " from {}_import_review r where r.batch = :batch and "
                      + where),
              parameters.and("batch", batch.number()));
      pipeline.commit(connection);
      return waiting.get();
    });
  }

  @Override
  public List<ExistingRecord> existing(ImportBatch batch, List<RecordKey> keys) {
    var tables = tables(batch);
    return database.ask(connection -> {
      tables.begin().run(connection);
      var there =
          new StoredRecords(connection, tables.tenant(), batch.number()).withTheseKeys(keys);
      connection.commit();
      return keys.stream().flatMap(key -> Optional.ofNullable(there.get(key)).stream()).toList();
    });
  }

  @Override
  public boolean decide(ImportBatch batch, int ordinal, @Nullable Proposal decision, String by) {
    var tables = tables(batch);
    return database.ask(connection -> {
      var pipeline = tables.begin();
      var waits =
          pipeline.any(
              tables.sql(
                  """
                  update {}_import_review set decision = :decision::jsonb,
                    decided_by = case when :decision::jsonb is null then null else :by end
                  where batch = :batch and ordinal = :ordinal{tenant} returning ordinal
                  """),
              Parameters.of("decision", decision == null ? null : Json.write(decision))
                  .and("by", by)
                  .and("batch", batch.number())
                  .and("ordinal", ordinal));
      pipeline.commit(connection);
      return waits.get();
    });
  }

  private record ItemsRow(JsonText items) {}

  private static final String END =
      """
      update {}_import_batch set added = added + :added, changed = changed + :changed, unchanged = unchanged + :unchanged,
        items = :items::jsonb, matches = jsonb_set(matches, '{held}', to_jsonb((matches ->> 'held')::int - :ended)),
        state = case when exists (select from {}_import_review r where r.batch = number{r.tenant}) then 'REVIEW' else 'DONE' end
      where number = :number{tenant}
      """;

  @Override
  public Optional<PutCounts> load(
      ImportBatch batch,
      List<CatalogueRecord> records,
      RecordJudge judge,
      List<NewItem> items,
      ItemTally itemTally,
      List<Integer> ordinals) {
    var tables = tables(batch);
    var wanted = new HashSet<>(ordinals);
    return database.ask(connection -> {
      var rows = new JudgedRows(tables.tenant(), judge, batch.number(), database.matching());
      rows.compare(connection, records);
      var locked = tables.plain();
      var before =
          locked.list(
              ItemsRow.class,
              tables.sql(
                  "select items from {}_import_batch where number = ? and state = 'REVIEW'{tenant} for update"),
              batch.number());
      var deleted =
          locked.list(
              Integer.class,
              tables.sql(
                  "delete from {}_import_review where batch = ? and ordinal = any (?){tenant} returning ordinal"),
              batch.number(),
              SqlArray.ints(wanted));
      locked.run(connection);
      if (!rows.isPlaced() || before.get().isEmpty() || deleted.get().size() != wanted.size()) {
        connection.rollback();
        return Optional.empty();
      }
      var counts = rows.counts();
      var write = tables.plain();
      write.add(rows.put());
      PostgresImportBatches.putItems(write, batch, rows.placed(items));
      write.run(connection);
      var after = Json.readItemTally(before.get().getFirst().items().json()).plus(itemTally);
      // The transaction may act for the tenant of the items by now, who is the same or the records
      // are common.
      tables
          .plain()
          .add(
              tables.sql(END),
              Parameters.of("added", counts.added())
                  .and("changed", counts.changed())
                  .and("unchanged", counts.unchanged())
                  .and("items", Json.write(after))
                  .and("ended", wanted.size())
                  .and("number", batch.number()))
          .commit(connection);
      return Optional.of(counts);
    });
  }

  @Override
  public void forget(@Nullable TenantId tenant, Duration age) {
    var tables = new PostgresImportBatches.Tables(tenant);
    database.ask(connection -> {
      tables
          .begin()
          .add(
              tables.sql(
                  """
                  update {}_import_batch set state = 'DONE', matches = jsonb_set(matches, '{held}', '0'),
                    reason = 'Nobody decided in time about ' || (matches ->> 'held') || ' records; they were left out.'
                  where state = 'REVIEW' and ended_at < ?{tenant}
                  """),
              Instant.now().minus(age))
          .commit(connection);
      return null;
    });
  }

  private static PostgresImportBatches.Tables tables(ImportBatch batch) {
    return new PostgresImportBatches.Tables(batch.order().tenant());
  }
}
