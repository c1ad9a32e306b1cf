package org.samling.postgres;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Uuids;
import org.samling.core.organisation.TenantId;

/**
 * Records as they go into the tables: compared with what is there by a digest of their bytes, so
 * that only what is new or different travels; and as columns, each one array in binary form.
 */
final class RecordRows {

  private static final String COMPARE =
      """
      select r.source, r.control_number, sha256(r.original) as digest
      from unnest(?, ?) wanted (source, control_number)
      join %s r on r.source = wanted.source and r.control_number = wanted.control_number
      """;

  private static final String COMPARE_COMMON = COMPARE.formatted("common_record");

  private static final String COMPARE_LOCAL =
      COMPARE.formatted("local_record") + " where r.tenant_id = ?";

  private static final String KEEP =
      """
      insert into %1$s_import_earlier (%2$s batch, record_id, import_batch, format, original, content, title, author, published,
        isbns)
      select %3$s ?::bigint, r.id, r.import_batch, r.format, r.original, r.content, r.title, r.author, r.published, r.isbns
      from unnest(?, ?) wanted (source, control_number)
      join %1$s_record r on r.source = wanted.source and r.control_number = wanted.control_number
      where r.import_batch is distinct from ?::bigint
      """;

  private static final String KEEP_COMMON = KEEP.formatted("common", "", "") + " for update of r";

  private static final String KEEP_LOCAL =
      KEEP.formatted("local", "tenant_id,", "?::int,") + " and r.tenant_id = ? for update of r";

  private static final String PUT =
      """
      insert into %1$s_record (%2$s id, source, control_number, format, original, content, title, author, published, isbns,
        import_batch)
      select %3$s e.id, e.source, e.control_number, e.format, e.original, e.content::jsonb, e.title, e.author, e.published,
        coalesce(string_to_array(e.isbns, ' '), '{}'), ?::bigint
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, source, control_number, format, original, content, title, author, published, isbns)
      on conflict (%2$s source, control_number) do update
      set format = excluded.format, original = excluded.original, content = excluded.content, title = excluded.title,
        author = excluded.author, published = excluded.published, isbns = excluded.isbns,
        import_batch = excluded.import_batch, changed_at = now()
      """;

  private static final String PUT_COMMON = PUT.formatted("common", "", "");
  private static final String PUT_LOCAL = PUT.formatted("local", "tenant_id,", "?::int,");

  /** In one order everywhere, so that two imports of the same records wait for each other. */
  private static final Comparator<CatalogueRecord> BY_KEY =
      Comparator.comparing((CatalogueRecord r) -> r.key().source())
          .thenComparing(r -> r.key().number());

  private final @Nullable TenantId tenant;

  private final List<CatalogueRecord> added = new ArrayList<>();
  private final List<CatalogueRecord> changed = new ArrayList<>();
  private int unchanged;

  /** Rows of a tenant's records, or of common ones. */
  RecordRows(@Nullable TenantId tenant) {
    this.tenant = tenant;
  }

  /**
   * Compares records with what is kept, in a transaction that stays open and acts for the tenant.
   *
   * @param records the records, none with the same key as another
   */
  void compare(Connection connection, List<CatalogueRecord> records) throws SQLException {
    var kept = new HashMap<RecordKey, byte[]>();
    Pipeline.Row take =
        row ->
            kept.put(
                new RecordKey(row.getString("source"), row.getString("control_number")),
                row.getBytes("digest"));
    var compare = new Pipeline();
    if (tenant == null) {
      compare.add(take, COMPARE_COMMON, keys(records));
    } else {
      compare.add(Database.SET_TENANT, tenant.toString());
      compare.add(take, COMPARE_LOCAL, followed(keys(records), tenant.value()));
    }
    compare.run(connection);
    sort(records, kept);
  }

  private void sort(List<CatalogueRecord> records, Map<RecordKey, byte[]> kept) {
    for (var record : records) {
      var digest = kept.get(record.key());
      if (digest == null) {
        added.add(record);
      } else if (Arrays.equals(digest, sha256(record))) {
        unchanged++;
      } else {
        changed.add(record);
      }
    }
  }

  /** What would come of the records that were compared, or came of them. */
  PutCounts counts() {
    return new PutCounts(added.size(), changed.size(), unchanged);
  }

  /**
   * The statements that write what is new or different. An import keeps the version that it
   * replaces, the first time that it does.
   *
   * @param batch the import, or null
   */
  Pipeline put(@Nullable Long batch) {
    var put = new Pipeline();
    changed.sort(BY_KEY);
    if (batch != null && !changed.isEmpty()) {
      var keys = keys(changed);
      if (tenant == null) {
        put.add(KEEP_COMMON, batch, keys[0], keys[1], batch);
      } else {
        put.add(KEEP_LOCAL, tenant.value(), batch, keys[0], keys[1], batch, tenant.value());
      }
    }
    var rows = new ArrayList<CatalogueRecord>(added);
    rows.addAll(changed);
    rows.sort(BY_KEY);
    if (!rows.isEmpty()) {
      var parameters = new ArrayList<@Nullable Object>();
      if (tenant != null) {
        parameters.add(tenant.value());
      }
      parameters.add(batch);
      parameters.addAll(columns(rows));
      put.add(tenant == null ? PUT_COMMON : PUT_LOCAL, parameters.toArray());
    }
    return put;
  }

  private static List<Pipeline.Binary> columns(List<CatalogueRecord> rows) {
    var now = Instant.now();
    // Most of the work is here, and no record's waits for another's.
    var contents = rows.parallelStream().map(r -> MarcJson.write(r.content())).toList();
    return List.of(
        new Pipeline.Binary("uuid", rows.stream().map(_ -> Uuids.next(now)).toList(), UUID[]::new),
        text(rows, r -> r.key().source()),
        text(rows, r -> r.key().number()),
        text(rows, r -> r.format().name()),
        new Pipeline.Binary(
            "bytea", rows.stream().map(r -> r.original().toArray()).toList(), byte[][]::new),
        new Pipeline.Binary("text", contents, String[]::new),
        text(rows, r -> r.brief().title()),
        text(rows, r -> r.brief().author()),
        text(rows, r -> r.brief().year()),
        text(rows, r -> r.brief().isbns().isEmpty() ? null : String.join(" ", r.brief().isbns())));
  }

  private static Pipeline.Binary text(
      List<CatalogueRecord> rows, Function<CatalogueRecord, @Nullable String> column) {
    return new Pipeline.Binary("text", rows.stream().map(column).toList(), String[]::new);
  }

  private static Object[] keys(List<CatalogueRecord> records) {
    return new Object[] {
      text(records, r -> r.key().source()), text(records, r -> r.key().number())
    };
  }

  private static Object[] followed(Object[] parameters, Object last) {
    var all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = last;
    return all;
  }

  private static byte[] sha256(CatalogueRecord record) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(record.original().toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
