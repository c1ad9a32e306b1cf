package org.samling.postgres.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.rows.Pipeline;

/**
 * Keeps bibliographic records: the original bytes, the content as JSON, and the fields for display.
 */
public final class PostgresCatalogue implements Catalogue {

  private final Database database;

  public PostgresCatalogue(Database database) {
    this.database = database;
  }

  @Override
  public PutCounts putRecords(@Nullable TenantId tenant, List<CatalogueRecord> records) {
    var byKey = new LinkedHashMap<RecordKey, CatalogueRecord>();
    records.forEach(r -> byKey.put(r.key(), r));
    return database.ask(connection -> {
      var rows = new RecordRows(tenant, database.matching());
      rows.compare(connection, List.copyOf(byKey.values()), RecordLock.SHARED);
      new Pipeline().add(rows.put(null)).commit(connection);
      return rows.counts().plus(new PutCounts(0, 0, records.size() - byKey.size()));
    });
  }
}
