package org.samling.postgres.catalogue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityLinks;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.imports.MatchNumbers;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Json;
import org.samling.postgres.connection.MarcJson;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/**
 * Records as they are written to the tables: compared with the stored ones by a digest of their
 * bytes, so that only new or changed ones are sent; and as columns, each one array in binary form.
 */
public final class RecordRows {

  private static final String COMPARE =
      """
      select r.id, r.source, r.control_number, r.format like 'DANMARC2%%' as has_owner, sha256(r.original) as digest, r.links
      from unnest(:sources, :numbers) wanted (source, control_number)
      join %s r on r.source = wanted.source and r.control_number = wanted.control_number
      """;

  private static final String COMPARE_COMMON = COMPARE.formatted("common_record");

  private static final String COMPARE_LOCAL =
      COMPARE.formatted("local_record") + " where r.tenant_id = :tenant";

  private static final String KEEP =
      """
      insert into %1$s_import_earlier (%2$s batch, record_id, import_batch, source, control_number, format, original, content, title,
        author, published, isbns, numbers, links)
      select %3$s :batch::bigint, r.id, r.import_batch, r.source, r.control_number, r.format, r.original, r.content, r.title,
        r.author, r.published, r.isbns, r.numbers, r.links
      from %4$s
      where r.import_batch is distinct from :batch::bigint
      """;

  private static final String BY_KEY_JOIN =
      "unnest(:sources, :numbers) wanted (source, control_number) join %s_record r on r.source = wanted.source and"
          + " r.control_number = wanted.control_number";

  private static final String BY_ID_JOIN =
      "unnest(:ids) wanted (id) join %s_record r on r.id = wanted.id";

  /**
   * The columns of a record, a tenant's or a common one.
   *
   * @param content JSON as text, which is sent as it is in memory
   */
  private record RecordRow(
      UUID id,
      String source,
      String controlNumber,
      RecordFormat format,
      Bytes original,
      String content,
      String title,
      @Nullable String author,
      @Nullable String published,
      Names names) {

    static RecordRow of(UUID id, CatalogueRecord r, AuthorityMatching matching) {
      return new RecordRow(
          id,
          r.key().source(),
          r.key().number(),
          r.format(),
          r.original(),
          MarcJson.write(r.content()),
          r.brief().title(),
          r.brief().author(),
          r.brief().year(),
          new Names(
              joined(r.brief().isbns()),
              joined(MatchNumbers.named(r)),
              json(AuthorityLinks.of(r, matching))));
    }

    private static @Nullable String joined(List<String> values) {
      return values.isEmpty() ? null : String.join(" ", values);
    }
  }

  /**
   * What a record is known by, and knows others by.
   *
   * @param isbns separated by blanks, since arrays of arrays can't be sent; null for none
   * @param numbers likewise
   * @param links JSON as text; null where there are none
   */
  private record Names(@Nullable String isbns, @Nullable String numbers, @Nullable String links) {}

  private static final String PUT =
      """
      insert into %1$s_record (%2$s id, source, control_number, format, original, content, title, author, published, isbns,
        numbers, links, import_batch)
      select %3$s e.id, e.source, e.control_number, e.format, e.original, e.content::jsonb, e.title, e.author, e.published,
        coalesce(string_to_array(e.isbns, ' '), '{}'), string_to_array(e.numbers, ' '), e.links::jsonb, :batch::bigint
      from {rows}
      on conflict (%2$s source, control_number) do update
      set format = excluded.format, original = excluded.original, content = excluded.content, title = excluded.title,
        author = excluded.author, published = excluded.published, isbns = excluded.isbns,
        numbers = excluded.numbers, links = with_former_headings(%1$s_record.links, excluded.links),
        import_batch = excluded.import_batch, changed_at = now()
      """;

  private static final RowStatement<RecordRow> PUT_COMMON =
      RowStatement.of(RecordRow.class, PUT.formatted("common", "", ""));

  private static final RowStatement<RecordRow> PUT_LOCAL =
      RowStatement.of(RecordRow.class, PUT.formatted("local", "tenant_id,", ":tenant::int,"));

  /** Writes a record in the place of one with another key. */
  private static final String TAKE_PLACE =
      """
      update %s_record r set source = e.source, control_number = e.control_number, format = e.format, original = e.original,
        content = e.content::jsonb, title = e.title, author = e.author, published = e.published,
        isbns = coalesce(string_to_array(e.isbns, ' '), '{}'), numbers = string_to_array(e.numbers, ' '),
        links = with_former_headings(r.links, e.links::jsonb), import_batch = :batch::bigint, changed_at = now()
      from {rows} where r.id = e.id
      """;

  private static final RowStatement<RecordRow> TAKE_PLACE_COMMON =
      RowStatement.of(RecordRow.class, TAKE_PLACE.formatted("common"));

  private static final RowStatement<RecordRow> TAKE_PLACE_LOCAL =
      RowStatement.of(
          RecordRow.class, TAKE_PLACE.formatted("local") + " and r.tenant_id = :tenant");

  /** The links of a record that stays as it is, and its own author. */
  private record LinksRow(UUID id, @Nullable String author, @Nullable String links) {}

  private static final String LINK =
      """
      update %s_record r set author = e.author, links = with_former_headings(r.links, e.links::jsonb)
      from {rows} where r.id = e.id
      """;

  private static final RowStatement<LinksRow> LINK_COMMON =
      RowStatement.of(LinksRow.class, LINK.formatted("common"));

  private static final RowStatement<LinksRow> LINK_LOCAL =
      RowStatement.of(LinksRow.class, LINK.formatted("local") + " and r.tenant_id = :tenant");

  /** The same order everywhere, so that two imports of the same records don't deadlock. */
  private static final Comparator<CatalogueRecord> BY_KEY =
      Comparator.comparing((CatalogueRecord r) -> r.key().source())
          .thenComparing(r -> r.key().number());

  private final @Nullable TenantId tenant;
  private final AuthorityMatching matching;

  private final List<CatalogueRecord> added = new ArrayList<>();
  private final List<CatalogueRecord> changed = new ArrayList<>();

  /** Those of the changed ones that replace a record in danMARC2, which may have an owner. */
  private final Set<RecordKey> owned = new HashSet<>();

  private final List<Successor> successors = new ArrayList<>();

  /** Unchanged ones that find authority records by other names than when they were written. */
  private final List<LinksRow> relinked = new ArrayList<>();

  /** The rows of the unchanged ones. */
  private final Set<UUID> unchanged = new HashSet<>();

  /** A stored row, and the digest of its bytes. */
  private record Kept(
      UUID id,
      String source,
      String controlNumber,
      boolean hasOwner,
      Bytes digest,
      @Nullable JsonText links) {

    RecordKey key() {
      return new RecordKey(source, controlNumber);
    }
  }

  /**
   * A record and the id of its row: a new one, or that of the record with another key that it
   * replaces.
   */
  private record Successor(UUID id, CatalogueRecord record) {}

  /**
   * Rows of a tenant's records, or of common ones.
   *
   * @param matching by what their headings find authority records
   */
  public RecordRows(@Nullable TenantId tenant, AuthorityMatching matching) {
    this.tenant = tenant;
    this.matching = matching;
  }

  /**
   * Compares records with the stored ones, in a transaction that stays open and acts for the
   * tenant.
   *
   * @param records the records, no two with the same key
   * @param lock taken first
   */
  public void compare(Connection connection, List<CatalogueRecord> records, RecordLock lock)
      throws SQLException {
    var kept = new HashMap<RecordKey, Kept>();
    var compare = lock.take(tenant);
    if (tenant != null) {
      compare.add(Acting.SET, Acting.of(tenant));
    }
    compare
        .each(
            Kept.class,
            row -> {
              kept.put(row.key(), row);
              if (row.hasOwner()) {
                owned.add(row.key());
              }
            },
            tenant == null ? COMPARE_COMMON : COMPARE_LOCAL,
            keys(records))
        .run(connection);
    sort(records, kept);
  }

  private void sort(List<CatalogueRecord> records, Map<RecordKey, Kept> kept) {
    for (var record : records) {
      var there = kept.get(record.key());
      if (there == null) {
        added.add(record);
      } else if (there.digest().equals(sha256(record))) {
        unchanged.add(there.id());
        var links = AuthorityLinks.of(record, matching);
        if (!Json.areLinks(there.links(), links)) {
          relinked.add(new LinksRow(there.id(), record.brief().author(), json(links)));
        }
      } else {
        changed.add(record);
      }
    }
  }

  /** The result for the compared records, or what it would be. */
  PutCounts counts() {
    return new PutCounts(added.size(), changed.size() + successors.size(), unchanged.size());
  }

  /** The records that are not stored yet; the list may be modified. */
  List<CatalogueRecord> added() {
    return added;
  }

  /** The records that are stored in another form; the list may be modified. */
  List<CatalogueRecord> changed() {
    return changed;
  }

  /** The rows of the records that are stored as they are; the set may be added to. */
  Set<UUID> unchanged() {
    return unchanged;
  }

  /** Whether the stored version of a changed record may have an owner. */
  boolean mayHaveOwner(CatalogueRecord record) {
    return owned.contains(record.key());
  }

  /** Puts a record in the place of one with another key. */
  void succeed(UUID id, CatalogueRecord record) {
    successors.add(new Successor(id, record));
  }

  /**
   * The statements that write new and changed records. An import keeps the version that it
   * replaces, the first time that it does.
   *
   * @param batch the import, or null
   */
  public Pipeline put(@Nullable Long batch) {
    var put = tenant == null ? new Pipeline() : Pipeline.of(tenant);
    changed.sort(BY_KEY);
    successors.sort(Comparator.comparing(Successor::id));
    var of = Parameters.of("batch", batch);
    if (batch != null && !changed.isEmpty()) {
      put.add(keep(BY_KEY_JOIN), of, keys(changed));
    }
    if (batch != null && !successors.isEmpty()) {
      var ids = SqlArray.uuids(successors.stream().map(Successor::id).toList());
      put.add(keep(BY_ID_JOIN), of, Parameters.of("ids", ids));
    }
    var rows = new ArrayList<CatalogueRecord>(added);
    rows.addAll(changed);
    rows.sort(BY_KEY);
    var now = Instant.now();
    // Most of the work is done here, in parallel for all records.
    var written =
        rows.stream().map(r -> new Successor(Uuids.next(now), r)).toList().parallelStream();
    return put.write(tenant == null ? PUT_COMMON : PUT_LOCAL, rows(written), of)
        .write(
            tenant == null ? TAKE_PLACE_COMMON : TAKE_PLACE_LOCAL,
            rows(successors.parallelStream()),
            of)
        .write(tenant == null ? LINK_COMMON : LINK_LOCAL, relinked);
  }

  private List<RecordRow> rows(Stream<Successor> records) {
    return records.map(s -> RecordRow.of(s.id(), s.record(), matching)).toList();
  }

  /** The statement that keeps the replaced versions. */
  private String keep(String join) {
    return tenant == null
        ? KEEP.formatted("common", "", "", join.formatted("common")) + " for update of r"
        : KEEP.formatted("local", "tenant_id,", ":tenant::int,", join.formatted("local"))
            + " and r.tenant_id = :tenant for update of r";
  }

  /** The keys of records, as the statements ask for them. */
  static Parameters keys(List<CatalogueRecord> records) {
    return keysOf(records.stream().map(CatalogueRecord::key).toList());
  }

  /** Keys, as the statements ask for them. */
  static Parameters keysOf(List<RecordKey> keys) {
    return Parameters.of("sources", SqlArray.texts(keys.stream().map(RecordKey::source).toList()))
        .and("numbers", SqlArray.texts(keys.stream().map(RecordKey::number).toList()));
  }

  private static @Nullable String json(AuthorityLinks links) {
    return links.areNone() ? null : Json.write(links);
  }

  private static Bytes sha256(CatalogueRecord record) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(record.original().toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
