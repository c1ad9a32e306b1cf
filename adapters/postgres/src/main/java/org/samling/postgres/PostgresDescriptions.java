package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;

/** Describes titles from the content of their records. */
final class PostgresDescriptions implements Descriptions {

  private static final String OF_ITEMS =
      """
      select i.barcode, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
        coalesce(l.author, c.author) as author, coalesce(l.content, c.content) as content
      from unnest(?) wanted (barcode)
      join item i on i.tenant_id = ? and i.barcode = wanted.barcode
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  private static final String OF_COMMON_RECORDS =
      """
      select r.source, r.control_number, r.title, r.author, r.content
      from unnest(?, ?) wanted (source, control_number)
      join common_record r on r.source = wanted.source and r.control_number = wanted.control_number
      """;

  private static final String OF_LOCAL_RECORDS =
      """
      select r.source, r.control_number, r.title, r.author, r.content
      from unnest(?, ?) wanted (source, control_number)
      join local_record r on r.source = wanted.source and r.control_number = wanted.control_number
      where r.tenant_id = ?
      """;

  private final Database database;

  PostgresDescriptions(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, Description> ofItems(TenantId tenant, Collection<String> barcodes) {
    var found = new HashMap<String, Description>();
    if (!barcodes.isEmpty()) {
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  row -> found.put(row.getString("barcode"), description(row)),
                  OF_ITEMS,
                  FactsLoader.texts(barcodes),
                  tenant.value()));
    }
    return found;
  }

  @Override
  public Map<RecordKey, Description> ofRecords(TenantId tenant, Collection<RecordKey> records) {
    var found = new HashMap<RecordKey, Description>();
    if (!records.isEmpty()) {
      var sources = FactsLoader.texts(records.stream().map(RecordKey::source).toList());
      var numbers = FactsLoader.texts(records.stream().map(RecordKey::number).toList());
      Pipeline.Row take =
          row -> {
            var description = description(row);
            found.put(description.key(), description);
          };
      // What the tenant has of its own counts before what all have.
      database.inTenant(
          tenant,
          new Pipeline()
              .add(take, OF_COMMON_RECORDS, sources, numbers)
              .add(take, OF_LOCAL_RECORDS, sources, numbers, tenant.value()));
    }
    return found;
  }

  private static Description description(ResultSet row) throws SQLException {
    return Description.of(
        new RecordKey(row.getString("source"), row.getString("control_number")),
        row.getString("title"),
        row.getString("author"),
        Json.readContent(row.getString("content")));
  }
}
