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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.imports.MatchNumbers;
import org.samling.core.organisation.TenantId;

/**
 * Records as they go into the tables: compared with what is there by a digest of their bytes, so
 * that only what is new or different travels; and as columns, each one array in binary form.
 */
final class RecordRows {

  private static final String COMPARE =
      """
      select r.id, r.source, r.control_number, r.format like 'DANMARC2%%' as has_owner, sha256(r.original) as digest
      from unnest(?, ?) wanted (source, control_number)
      join %s r on r.source = wanted.source and r.control_number = wanted.control_number
      """;

  private static final String COMPARE_COMMON = COMPARE.formatted("common_record");

  private static final String COMPARE_LOCAL =
      COMPARE.formatted("local_record") + " where r.tenant_id = ?";

  private static final String KEEP =
      """
      insert into %1$s_import_earlier (%2$s batch, record_id, import_batch, source, control_number, format, original, content, title,
        author, published, isbns, numbers)
      select %3$s ?::bigint, r.id, r.import_batch, r.source, r.control_number, r.format, r.original, r.content, r.title,
        r.author, r.published, r.isbns, r.numbers
      from %4$s
      where r.import_batch is distinct from ?::bigint
      """;

  private static final String BY_KEY_JOIN =
      "unnest(?, ?) wanted (source, control_number) join %s_record r on r.source = wanted.source and"
          + " r.control_number = wanted.control_number";

  private static final String BY_ID_JOIN =
      "unnest(?) wanted (id) join %s_record r on r.id = wanted.id";

  private static final String PUT =
      """
      insert into %1$s_record (%2$s id, source, control_number, format, original, content, title, author, published, isbns,
        numbers, import_batch)
      select %3$s e.id, e.source, e.control_number, e.format, e.original, e.content::jsonb, e.title, e.author, e.published,
        coalesce(string_to_array(e.isbns, ' '), '{}'), string_to_array(e.numbers, ' '), ?::bigint
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, source, control_number, format, original, content, title, author, published, isbns, numbers)
      on conflict (%2$s source, control_number) do update
      set format = excluded.format, original = excluded.original, content = excluded.content, title = excluded.title,
        author = excluded.author, published = excluded.published, isbns = excluded.isbns,
        numbers = excluded.numbers, import_batch = excluded.import_batch, changed_at = now()
      """;

  private static final String PUT_COMMON = PUT.formatted("common", "", "");
  private static final String PUT_LOCAL = PUT.formatted("local", "tenant_id,", "?::int,");

  /** A record in the place of one with another key. */
  private static final String TAKE_PLACE =
      """
      update %s_record r set source = e.source, control_number = e.control_number, format = e.format, original = e.original,
        content = e.content::jsonb, title = e.title, author = e.author, published = e.published,
        isbns = coalesce(string_to_array(e.isbns, ' '), '{}'), numbers = string_to_array(e.numbers, ' '),
        import_batch = ?::bigint, changed_at = now()
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, source, control_number, format, original, content, title, author, published, isbns, numbers)
      where r.id = e.id
      """;

  private static final String TAKE_PLACE_COMMON = TAKE_PLACE.formatted("common");
  private static final String TAKE_PLACE_LOCAL =
      TAKE_PLACE.formatted("local") + " and r.tenant_id = ?";

  /** In one order everywhere, so that two imports of the same records wait for each other. */
  private static final Comparator<CatalogueRecord> BY_KEY =
      Comparator.comparing((CatalogueRecord r) -> r.key().source())
          .thenComparing(r -> r.key().number());

  private final @Nullable TenantId tenant;

  private final List<CatalogueRecord> added = new ArrayList<>();
  private final List<CatalogueRecord> changed = new ArrayList<>();

  /** Those of the changed ones where a record of danMARC2 is there, which may have an owner. */
  private final Set<RecordKey> owned = new HashSet<>();

  private final List<Successor> successors = new ArrayList<>();

  /** The rows of the unchanged ones. */
  private final Set<UUID> unchanged = new HashSet<>();

  /** A row that is there, and the digest of its bytes. */
  private record Kept(UUID id, Bytes digest) {}

  /**
   * A record in the place of one with another key.
   *
   * @param id that one
   * @param record what stands there then
   */
  record Successor(UUID id, CatalogueRecord record) {}

  /** Rows of a tenant's records, or of common ones. */
  RecordRows(@Nullable TenantId tenant) {
    this.tenant = tenant;
  }

  /**
   * Compares records with what is kept, in a transaction that stays open and acts for the tenant.
   *
   * @param records the records, none with the same key as another
   * @param lock taken first
   */
  void compare(Connection connection, List<CatalogueRecord> records, RecordLock lock)
      throws SQLException {
    var kept = new HashMap<RecordKey, Kept>();
    Pipeline.Row take =
        row -> {
          var key = new RecordKey(row.getString("source"), row.getString("control_number"));
          kept.put(key, new Kept(FactsLoader.uuid(row, "id"), Bytes.of(row.getBytes("digest"))));
          if (row.getBoolean("has_owner")) {
            owned.add(key);
          }
        };
    var compare = lock.take(tenant);
    if (tenant == null) {
      compare.add(take, COMPARE_COMMON, keys(records));
    } else {
      compare.add(Database.SET_TENANT, tenant.toString());
      compare.add(take, COMPARE_LOCAL, followed(keys(records), tenant.value()));
    }
    compare.run(connection);
    sort(records, kept);
  }

  private void sort(List<CatalogueRecord> records, Map<RecordKey, Kept> kept) {
    for (var record : records) {
      var there = kept.get(record.key());
      if (there == null) {
        added.add(record);
      } else if (there.digest().equals(sha256(record))) {
        unchanged.add(there.id());
      } else {
        changed.add(record);
      }
    }
  }

  /** What would come of the records that were compared, or came of them. */
  PutCounts counts() {
    return new PutCounts(added.size(), changed.size() + successors.size(), unchanged.size());
  }

  /** The records that are not there; may be changed. */
  List<CatalogueRecord> added() {
    return added;
  }

  /** The records that are there otherwise; may be changed. */
  List<CatalogueRecord> changed() {
    return changed;
  }

  /** The rows of the records that are there as they come; may be added to. */
  Set<UUID> unchanged() {
    return unchanged;
  }

  /** Whether the one that is there of a changed record may have an owner. */
  boolean mayHaveOwner(CatalogueRecord record) {
    return owned.contains(record.key());
  }

  /** A record stands in the place of one with another key. */
  void succeed(UUID id, CatalogueRecord record) {
    successors.add(new Successor(id, record));
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
    successors.sort(Comparator.comparing(Successor::id));
    var ids = successors.stream().map(Successor::id).toList();
    if (batch != null && !changed.isEmpty()) {
      put.add(keep(BY_KEY_JOIN), kept(batch, keys(changed)));
    }
    if (batch != null && !ids.isEmpty()) {
      put.add(keep(BY_ID_JOIN), kept(batch, new Object[] {uuids(ids)}));
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
      var now = Instant.now();
      parameters.addAll(columns(rows.stream().map(_ -> Uuids.next(now)).toList(), rows));
      put.add(tenant == null ? PUT_COMMON : PUT_LOCAL, parameters.toArray());
    }
    if (!ids.isEmpty()) {
      var parameters = new ArrayList<@Nullable Object>();
      parameters.add(batch);
      parameters.addAll(columns(ids, successors.stream().map(Successor::record).toList()));
      if (tenant != null) {
        parameters.add(tenant.value());
      }
      put.add(tenant == null ? TAKE_PLACE_COMMON : TAKE_PLACE_LOCAL, parameters.toArray());
    }
    return put;
  }

  /** The statement that keeps the versions that are replaced. */
  private String keep(String join) {
    return tenant == null
        ? KEEP.formatted("common", "", "", join.formatted("common")) + " for update of r"
        : KEEP.formatted("local", "tenant_id,", "?::int,", join.formatted("local"))
            + " and r.tenant_id = ? for update of r";
  }

  private Object[] kept(Long batch, Object[] which) {
    var parameters = new ArrayList<Object>();
    if (tenant != null) {
      parameters.add(tenant.value());
    }
    parameters.add(batch);
    parameters.addAll(List.of(which));
    parameters.add(batch);
    if (tenant != null) {
      parameters.add(tenant.value());
    }
    return parameters.toArray();
  }

  private static Pipeline.Binary uuids(List<UUID> ids) {
    return new Pipeline.Binary("uuid", ids, UUID[]::new);
  }

  private static List<Pipeline.Binary> columns(List<UUID> ids, List<CatalogueRecord> rows) {
    // Most of the work is here, and no record's waits for another's.
    var contents = rows.parallelStream().map(r -> MarcJson.write(r.content())).toList();
    return List.of(
        uuids(ids),
        text(rows, r -> r.key().source()),
        text(rows, r -> r.key().number()),
        text(rows, r -> r.format().name()),
        new Pipeline.Binary(
            "bytea", rows.stream().map(r -> r.original().toArray()).toList(), byte[][]::new),
        new Pipeline.Binary("text", contents, String[]::new),
        text(rows, r -> r.brief().title()),
        text(rows, r -> r.brief().author()),
        text(rows, r -> r.brief().year()),
        text(rows, r -> joined(r.brief().isbns())),
        text(rows, r -> joined(MatchNumbers.named(r))));
  }

  private static Pipeline.Binary text(
      List<CatalogueRecord> rows, Function<CatalogueRecord, @Nullable String> column) {
    return new Pipeline.Binary("text", rows.stream().map(column).toList(), String[]::new);
  }

  private static @Nullable String joined(List<String> numbers) {
    return numbers.isEmpty() ? null : String.join(" ", numbers);
  }

  static Object[] keys(List<CatalogueRecord> records) {
    return new Object[] {
      text(records, r -> r.key().source()), text(records, r -> r.key().number())
    };
  }

  private static Object[] followed(Object[] parameters, Object last) {
    var all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = last;
    return all;
  }

  private static Bytes sha256(CatalogueRecord record) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(record.original().toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
