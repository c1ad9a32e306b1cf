package org.samling.postgres;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Uuids;
import org.samling.core.organisation.TenantId;

/**
 * Keeps bibliographic records: the original bytes, the content as JSON, and what is shown of it.
 */
final class PostgresCatalogue implements Catalogue {

  private static final String COMPARE =
      """
      select r.source, r.control_number, r.original = wanted.original as same
      from unnest(?, ?, ?, ?) wanted (id, source, control_number, original)
      join %s r on r.source = wanted.source and r.control_number = wanted.control_number
      """;

  private static final String COMPARE_COMMON = COMPARE.formatted("common_record");

  private static final String COMPARE_LOCAL =
      COMPARE.formatted("local_record") + " where r.tenant_id = ?";

  private static final String COLUMNS =
      "id, source, control_number, format, original, content, title, author, published, isbns";

  private static final String ROWS =
      """
      select %s e.id, e.source, e.control_number, e.format, e.original, e.content, e.title, e.author, e.published,
        coalesce(string_to_array(e.isbns, ' '), '{}')
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, source, control_number, format, original, content, title, author, published, isbns)
      """;

  private static final String REPLACE =
      """
      do update set format = excluded.format, original = excluded.original, content = excluded.content,
        title = excluded.title, author = excluded.author, published = excluded.published, isbns = excluded.isbns,
        changed_at = now()
      """;

  private static final String PUT_COMMON =
      "insert into common_record ("
          + COLUMNS
          + ") "
          + ROWS.formatted("")
          + " on conflict (source, control_number) "
          + REPLACE;

  private static final String PUT_LOCAL =
      "insert into local_record (tenant_id, "
          + COLUMNS
          + ") "
          + ROWS.formatted("?,")
          + " on conflict (tenant_id, source, control_number) "
          + REPLACE;

  private final Database database;

  PostgresCatalogue(Database database) {
    this.database = database;
  }

  @Override
  public PutCounts putRecords(@Nullable TenantId tenant, List<CatalogueRecord> records) {
    return put(tenant, records, true);
  }

  @Override
  public PutCounts compareRecords(@Nullable TenantId tenant, List<CatalogueRecord> records) {
    return put(tenant, records, false);
  }

  private PutCounts put(@Nullable TenantId tenant, List<CatalogueRecord> records, boolean write) {
    var byKey = new LinkedHashMap<RecordKey, CatalogueRecord>();
    records.forEach(r -> byKey.put(r.key(), r));
    return database.ask(connection -> {
      var same = new HashMap<RecordKey, Boolean>();
      compare(tenant, byKey, same).run(connection);
      var added = 0;
      var changed = 0;
      var unchanged = records.size() - byKey.size();
      var rows =
          new Columns(
              "uuid", "text", "text", "text", "bytea", "jsonb", "text", "text", "text", "text");
      var now = Instant.now();
      for (var record : byKey.values()) {
        var known = same.get(record.key());
        if (known == null) {
          added++;
        } else if (known) {
          unchanged++;
          continue;
        } else {
          changed++;
        }
        add(rows, record, now);
      }
      var put = new Pipeline();
      if (write && !rows.isEmpty()) {
        put.add(
            tenant == null ? PUT_COMMON : PUT_LOCAL,
            tenant == null ? rows.arrays().toArray() : rows.after(tenant.value()));
      }
      put.commit(connection);
      return new PutCounts(added, changed, unchanged);
    });
  }

  private static Pipeline compare(
      @Nullable TenantId tenant,
      Map<RecordKey, CatalogueRecord> byKey,
      Map<RecordKey, Boolean> same) {
    var wanted = new Columns("text", "text", "text", "bytea");
    byKey.forEach((key, record) -> wanted.row(key, key.source(), key.number(), hex(record)));
    var pipeline = new Pipeline();
    Pipeline.Row take =
        row ->
            same.put(
                new RecordKey(row.getString("source"), row.getString("control_number")),
                row.getBoolean("same"));
    if (tenant == null) {
      pipeline.add(take, COMPARE_COMMON, wanted.arrays().toArray());
    } else {
      pipeline
          .add(Database.SET_TENANT, tenant.toString())
          .add(take, COMPARE_LOCAL, wanted.before(tenant.value()));
    }
    return pipeline;
  }

  private static void add(Columns rows, CatalogueRecord record, Instant now) {
    var brief = record.brief();
    rows.row(
        Uuids.next(now),
        record.key().source(),
        record.key().number(),
        record.format().name(),
        hex(record),
        Json.write(record.content()),
        brief.title(),
        brief.author(),
        brief.year(),
        brief.isbns().isEmpty() ? null : String.join(" ", brief.isbns()));
  }

  private static String hex(CatalogueRecord record) {
    return "\\x" + HexFormat.of().formatHex(record.original().toArray());
  }
}
