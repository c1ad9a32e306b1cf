package org.samling.postgres.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.WorkLevels;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.SqlArray;

/** Reads records of danMARC2 with what is above them in a work. */
public final class PostgresWorkLevels implements WorkLevels {

  private static final String COMMON =
      """
      select r.id, r.source, r.control_number, r.format, r.content,
        case when r.links -> 'uses' is not null then followed_headings(null, r.links) end as headings from unnest(?) wanted (id)
      join common_record r on r.id = wanted.id where r.format like 'DANMARC2%'
      """;

  private static final String LOCAL =
      """
      select r.id, r.source, r.control_number, r.format, r.content,
        case when r.links -> 'uses' is not null then followed_headings(r.tenant_id, r.links) end as headings from unnest(?) wanted (id)
      join local_record r on r.tenant_id = :tenant and r.id = wanted.id where r.format like 'DANMARC2%'
      """;

  private final Database database;

  public PostgresWorkLevels(Database database) {
    this.database = database;
  }

  private record Row(UUID id, RecordViews.ContentRow row) {}

  @Override
  public Map<UUID, List<MarcContent>> of(@Nullable TenantId owner, Collection<UUID> records) {
    var kept = new HashMap<UUID, RecordViews.StoredContent>();
    var ids = SqlArray.uuids(records);
    var rows =
        owner == null
            ? database.inTransaction(p -> p.list(Row.class, COMMON, ids))
            : database.inTenant(owner, p -> p.list(Row.class, LOCAL, ids));
    rows.forEach(row -> kept.put(row.id(), row.row().kept()));
    var views =
        owner == null
            ? RecordViews.ofCommon(database, kept.values())
            : RecordViews.ofTenant(database, owner, kept.values());
    var levels = new HashMap<UUID, List<MarcContent>>();
    kept.forEach((id, record) -> levels.put(id, views.levels(record)));
    return levels;
  }
}
