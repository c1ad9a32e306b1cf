package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ImportBatches.UndoListener;
import org.samling.postgres.catalogue.PostgresImportBatches.Tables;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Undoes an import, some records in each transaction, so that it can continue after being killed.
 *
 * <p>Earlier versions are restored first: the records that the import wrote last and that have no
 * earlier version are then those that it added.
 */
final class ImportUndo {

  private static final int CHUNK = 500;

  /** The first of all identifiers. */
  private static final UUID FIRST = new UUID(0, 0);

  private static final String FOREIGN_KEY = "23503";

  private final Database database;
  private final Tables tables;
  private final long batch;
  private int restored;
  private int removed;

  private record Written(UUID id, String source, String controlNumber) {

    RecordKey key() {
      return new RecordKey(source, controlNumber);
    }
  }

  ImportUndo(Database database, Tables tables, long batch) {
    this.database = database;
    this.tables = tables;
    this.batch = batch;
  }

  UndoCounts run(UndoListener kept) {
    close();
    for (@Nullable UUID after = FIRST; after != null; ) {
      after = restore(after);
    }
    reportAddedAndChanged(kept);
    for (@Nullable UUID after = FIRST; after != null; ) {
      var chunk = added(after);
      remove(chunk, kept);
      after = chunk.size() < CHUNK ? null : chunk.getLast().id();
    }
    // A removed record may have had a key that a restored record had before.
    for (@Nullable UUID after = FIRST; after != null; ) {
      after = restore(after, kept);
    }
    return new UndoCounts(restored, removed);
  }

  private @Nullable UUID restore(UUID after) {
    return restore(after, (_, _) -> {});
  }

  /** From here on nobody can continue the import. */
  private void close() {
    boolean begun =
        run(p ->
            p.any(
                tables.sql(
                    """
                    update {}_import_batch set state = 'UNDONE', ended_at = coalesce(ended_at, now())
                    where number = ? and keeps_versions{tenant} returning number
                    """),
                batch));
    if (!begun) {
      throw new BatchTakenException(batch);
    }
  }

  /** Restores some records; returns the last of them, or null at the end. */
  private @Nullable UUID restore(UUID after, UndoListener kept) {
    var ids =
        run(p ->
            p.list(
                UUID.class,
                tables.sql(
                    """
                    select record_id from {}_import_earlier where batch = ? and record_id > ?{tenant}
                    order by record_id limit ?
                    """),
                batch,
                after,
                CHUNK));
    var left = new HashSet<>(ids);
    run(p ->
            p.list(
                UUID.class,
                tables.sql(
                    """
                    with restored as (
                      update {}_record r set source = coalesce(e.source, r.source),
                        control_number = coalesce(e.control_number, r.control_number), format = e.format, original = e.original, content = e.content, title = e.title,
                        author = e.author, published = e.published, isbns = e.isbns, numbers = e.numbers, links = e.links,
                        import_batch = e.import_batch, changed_at = now()
                      from {}_import_earlier e
                      where e.batch = :batch and e.record_id = any (:records) and r.id = e.record_id
                        and r.import_batch = e.batch{r.tenant}{e.tenant}
                        and not exists (
                          select from {}_record o where o.source = e.source and o.control_number = e.control_number
                            and o.id <> e.record_id{o.tenant})
                      returning r.id),
                    counted as (
                      update {}_import_batch set restored = restored + (select count(*) from restored)
                      where number = :batch{tenant})
                    delete from {}_import_earlier e using restored
                    where e.batch = :batch and e.record_id = restored.id{e.tenant} returning e.record_id
                    """),
                Parameters.of("batch", batch).and("records", SqlArray.uuids(ids))))
        .forEach(left::remove);
    restored += ids.size() - left.size();
    reportChanged(List.copyOf(left), kept);
    return ids.size() < CHUNK ? null : ids.getLast();
  }

  private void reportChanged(List<UUID> left, UndoListener kept) {
    if (!left.isEmpty()) {
      report(
          kept,
          "select r.source, r.control_number, r.import_batch as later from {}_record r where r.id = any (?){r.tenant}",
          SqlArray.uuids(left));
    }
  }

  private void reportAddedAndChanged(UndoListener kept) {
    report(
        kept,
        """
        select r.source, r.control_number, e.batch as later
        from {}_import_earlier e join {}_record r on r.id = e.record_id{r.tenant}
        where e.import_batch = ?{e.tenant} and not exists (
          select from {}_import_earlier o where o.batch = e.import_batch and o.record_id = e.record_id{tenant})
        """,
        batch);
  }

  private void report(UndoListener kept, String sql, Object parameter) {
    run(p -> p.list(KeptRow.class, tables.sql(sql), parameter))
        .forEach(row -> kept.record(row.key(), row.why(batch)));
  }

  /** A record that stays, and the later import that wrote it. */
  private record KeptRow(String source, String controlNumber, @Nullable Long later) {

    RecordKey key() {
      return new RecordKey(source, controlNumber);
    }

    String why(long batch) {
      if (later == null) {
        return "It was changed since, and not by an import.";
      }
      return later == batch
          ? "Its former number now belongs to another record."
          : "Import " + later + " changed it later; undo that one first.";
    }
  }

  private List<Written> added(UUID after) {
    return run(p ->
        p.list(
            Written.class,
            tables.sql(
                """
                select id, source, control_number from {}_record r where import_batch = ? and id > ?{tenant}
                  and not exists (
                    select from {}_import_earlier e where e.batch = ? and e.record_id = r.id{e.tenant})
                order by id limit ?
                """),
            batch,
            after,
            batch,
            CHUNK));
  }

  /** Deletes records; if any of several is referred to, tries each half separately. */
  private void remove(List<Written> records, UndoListener kept) {
    if (records.isEmpty() || removeAll(records)) {
      return;
    }
    if (records.size() == 1) {
      kept.record(
          records.getFirst().key(),
          "Something refers to it: an item, a hold or a record of a tenant.");
      return;
    }
    var half = records.size() / 2;
    remove(records.subList(0, half), kept);
    remove(records.subList(half, records.size()), kept);
  }

  private boolean removeAll(List<Written> records) {
    var ids = SqlArray.uuids(records.stream().map(Written::id).toList());
    return database.ask((Connection connection) -> {
      try {
        var pipeline = begin();
        var gone =
            pipeline.one(
                Integer.class,
                tables.sql(
                    """
                    with gone as (
                      delete from {}_record where id = any (:records) and import_batch = :batch{tenant} returning id),
                    counted as (
                      update {}_import_batch set removed = removed + (select count(*) from gone)
                      where number = :batch{tenant})
                    select count(*) from gone
                    """),
                Parameters.of("batch", batch).and("records", ids));
        pipeline.commit(connection);
        removed += gone.get();
        return true;
      } catch (SQLException e) {
        connection.rollback();
        if (FOREIGN_KEY.equals(e.getSQLState())) {
          return false;
        }
        throw e;
      }
    });
  }

  private <T> T run(Database.Statements<T> statements) {
    return database.ask(connection -> {
      var pipeline = begin();
      var answer = statements.on(pipeline);
      pipeline.commit(connection);
      return answer.get();
    });
  }

  /** Undoing depends on the present state: no import may decide about it meanwhile. */
  private Pipeline begin() {
    return RecordLock.ALONE.take(tables.tenant()).add(tables.begin());
  }
}
