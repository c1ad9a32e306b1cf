package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordUpdates;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;

/** Updates single records of a tenant, while nobody else writes the tenant's records. */
public final class PostgresRecordUpdates implements RecordUpdates {

  private static final String REMOVE =
      """
      delete from local_record where tenant_id = ? and source = ? and control_number = ? returning id
      """;

  private static final String ORIGINAL =
      "select original from local_record where tenant_id = ? and source = ? and control_number = ?";

  private static final String FOREIGN_KEY = "23503";

  private final Database database;

  public PostgresRecordUpdates(Database database) {
    this.database = database;
  }

  @Override
  public PutOutcome put(TenantId tenant, CatalogueRecord record, Condition condition) {
    return database.ask(connection -> {
      var rows = new RecordRows(tenant, database.matching());
      rows.compare(connection, List.of(record), RecordLock.ALONE);
      var outcome = outcome(rows.counts(), condition);
      var write =
          switch (outcome) {
            case ADDED, CHANGED -> rows.put(null);
            case UNCHANGED, THERE_ALREADY, NOT_THERE -> new Pipeline();
          };
      write.commit(connection);
      return outcome;
    });
  }

  private static PutOutcome outcome(PutCounts compared, Condition condition) {
    if (compared.added() > 0) {
      return condition == Condition.THERE ? PutOutcome.NOT_THERE : PutOutcome.ADDED;
    } else if (condition == Condition.NEW) {
      return PutOutcome.THERE_ALREADY;
    }
    return compared.changed() > 0 ? PutOutcome.CHANGED : PutOutcome.UNCHANGED;
  }

  @Override
  public ReplaceOutcome replace(TenantId tenant, CatalogueRecord record, Bytes before) {
    return database.ask(connection -> {
      var rows = new RecordRows(tenant, database.matching());
      rows.compare(connection, List.of(record), RecordLock.ALONE);
      var key = record.key();
      var there =
          Rows.optional(connection, Bytes.class, ORIGINAL, tenant, key.source(), key.number());
      var outcome =
          there.isEmpty()
              ? ReplaceOutcome.NOT_THERE
              : !there.get().equals(before)
                  ? ReplaceOutcome.CHANGED_MEANWHILE
                  : rows.counts().changed() > 0
                      ? ReplaceOutcome.REPLACED
                      : ReplaceOutcome.UNCHANGED;
      var write = outcome == ReplaceOutcome.REPLACED ? rows.put(null) : new Pipeline();
      write.commit(connection);
      return outcome;
    });
  }

  @Override
  public RemoveOutcome remove(TenantId tenant, RecordKey key) {
    return database.ask((Connection connection) -> {
      try {
        var pipeline = RecordLock.ALONE.take(tenant).add(Acting.SET, Acting.of(tenant));
        var isGone = pipeline.any(REMOVE, tenant.value(), key.source(), key.number());
        pipeline.commit(connection);
        return isGone.get() ? RemoveOutcome.REMOVED : RemoveOutcome.NOT_THERE;
      } catch (SQLException e) {
        connection.rollback();
        if (FOREIGN_KEY.equals(e.getSQLState())) {
          return RemoveOutcome.IN_USE;
        }
        throw e;
      }
    });
  }
}
