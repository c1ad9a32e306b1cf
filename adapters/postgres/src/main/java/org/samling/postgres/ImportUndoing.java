package org.samling.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ImportBatches.Kept;
import org.samling.postgres.PostgresImportBatches.Tables;

/**
 * Undoes an import, some records in each transaction, so that it goes on where it was killed.
 *
 * <p>Restoring comes first: of the records that the import wrote last, those without an earlier
 * version are then those that it added.
 */
final class ImportUndoing {

  private static final int CHUNK = 500;

  /** The first of all identifiers. */
  private static final UUID FIRST = new UUID(0, 0);

  private static final String FOREIGN_KEY = "23503";

  private final Database database;
  private final Tables tables;
  private final long batch;
  private int restored;
  private int removed;

  private record Written(UUID id, RecordKey key) {}

  ImportUndoing(Database database, Tables tables, long batch) {
    this.database = database;
    this.tables = tables;
    this.batch = batch;
  }

  UndoCounts run(Kept kept) {
    close();
    for (@Nullable UUID after = FIRST; after != null; ) {
      after = restore(after);
    }
    tellOfAddedAndChanged(kept);
    for (@Nullable UUID after = FIRST; after != null; ) {
      var chunk = added(after);
      remove(chunk, kept);
      after = chunk.size() < CHUNK ? null : chunk.getLast().id();
    }
    // What was removed may have had a key that a restored record had before.
    for (@Nullable UUID after = FIRST; after != null; ) {
      after = restore(after, kept);
    }
    return new UndoCounts(restored, removed);
  }

  private @Nullable UUID restore(UUID after) {
    return restore(after, (_, _) -> {});
  }

  /** From here on nobody goes on with the import. */
  private void close() {
    var begun = new boolean[1];
    run(
        new Pipeline()
            .add(
                _ -> begun[0] = true,
                tables.sql(
                    """
                    update {}_import_batch set state = 'UNDONE', ended_at = coalesce(ended_at, now())
                    where number = ? and keeps_versions{tenant} returning number
                    """),
                batch));
    if (!begun[0]) {
      throw new BatchTakenException(batch);
    }
  }

  /** Restores some records; returns the last of them, or null at the end. */
  private @Nullable UUID restore(UUID after, Kept kept) {
    var ids = new ArrayList<UUID>();
    run(
        new Pipeline()
            .add(
                row -> ids.add(FactsLoader.uuid(row, "record_id")),
                tables.sql(
                    """
                    select record_id from {}_import_earlier where batch = ? and record_id > ?{tenant}
                    order by record_id limit ?
                    """),
                batch,
                after,
                CHUNK));
    var left = new HashSet<>(ids);
    run(
        new Pipeline()
            .add(
                row -> left.remove(FactsLoader.uuid(row, "record_id")),
                tables.sql(
                    """
                    with restored as (
                      update {}_record r set source = coalesce(e.source, r.source),
                        control_number = coalesce(e.control_number, r.control_number), format = e.format, original = e.original, content = e.content, title = e.title,
                        author = e.author, published = e.published, isbns = e.isbns, numbers = e.numbers,
                        import_batch = e.import_batch, changed_at = now()
                      from {}_import_earlier e
                      where e.batch = ? and e.record_id = any (?) and r.id = e.record_id
                        and r.import_batch = e.batch{r.tenant}{e.tenant}
                        and not exists (
                          select from {}_record o where o.source = e.source and o.control_number = e.control_number
                            and o.id <> e.record_id{o.tenant})
                      returning r.id),
                    counted as (
                      update {}_import_batch set restored = restored + (select count(*) from restored)
                      where number = ?{tenant})
                    delete from {}_import_earlier e using restored
                    where e.batch = ? and e.record_id = restored.id{e.tenant} returning e.record_id
                    """),
                batch,
                uuids(ids),
                batch,
                batch));
    restored += ids.size() - left.size();
    tellOfChanged(List.copyOf(left), kept);
    return ids.size() < CHUNK ? null : ids.getLast();
  }

  private void tellOfChanged(List<UUID> left, Kept kept) {
    if (!left.isEmpty()) {
      tell(
          kept,
          "select r.source, r.control_number, r.import_batch as later from {}_record r where r.id = any (?){r.tenant}",
          uuids(left));
    }
  }

  private void tellOfAddedAndChanged(Kept kept) {
    tell(
        kept,
        """
        select r.source, r.control_number, e.batch as later
        from {}_import_earlier e join {}_record r on r.id = e.record_id{r.tenant}
        where e.import_batch = ?{e.tenant} and not exists (
          select from {}_import_earlier o where o.batch = e.import_batch and o.record_id = e.record_id{tenant})
        """,
        batch);
  }

  private void tell(Kept kept, String sql, Object parameter) {
    var keys = new ArrayList<Runnable>();
    run(
        new Pipeline()
            .add(
                row -> {
                  var key = new RecordKey(row.getString("source"), row.getString("control_number"));
                  var later = row.getString("later");
                  keys.add(() ->
                      kept.record(
                          key,
                          later == null
                              ? "It was changed since, and not by an import."
                              : later.equals(Long.toString(batch))
                                  ? "Another record has the number now that it had before."
                                  : "Import " + later + " changed it later; undo that one first."));
                },
                tables.sql(sql),
                parameter));
    keys.forEach(Runnable::run);
  }

  private List<Written> added(UUID after) {
    var added = new ArrayList<Written>();
    run(
        new Pipeline()
            .add(
                row ->
                    added.add(
                        new Written(
                            FactsLoader.uuid(row, "id"),
                            new RecordKey(
                                row.getString("source"), row.getString("control_number")))),
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
    return added;
  }

  /** Takes records away; where one of several is referred to, half of them at a time. */
  private void remove(List<Written> records, Kept kept) {
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
    var ids = uuids(records.stream().map(Written::id).toList());
    var gone = new int[1];
    var isDone =
        database.ask((Connection connection) -> {
          try {
            begin()
                .add(
                    row -> gone[0] = row.getInt(1),
                    tables.sql(
                        """
                        with gone as (
                          delete from {}_record where id = any (?) and import_batch = ?{tenant} returning id),
                        counted as (
                          update {}_import_batch set removed = removed + (select count(*) from gone)
                          where number = ?{tenant})
                        select count(*) from gone
                        """),
                    ids,
                    batch,
                    batch)
                .commit(connection);
            return true;
          } catch (SQLException e) {
            connection.rollback();
            if (FOREIGN_KEY.equals(e.getSQLState())) {
              return false;
            }
            throw e;
          }
        });
    removed += isDone ? gone[0] : 0;
    return isDone;
  }

  private void run(Pipeline statements) {
    database.ask(connection -> {
      begin().add(statements).commit(connection);
      return null;
    });
  }

  /** What is undone by what is there now: no import may decide about it meanwhile. */
  private Pipeline begin() {
    return RecordLock.ALONE.take(tables.tenant()).add(tables.begin());
  }

  private static Pipeline.Texts uuids(List<UUID> ids) {
    return new Pipeline.Texts("uuid", ids);
  }
}
