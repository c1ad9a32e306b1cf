package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordLayers;
import org.samling.core.imports.MatchNumbers;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.RecordJudge.ExistingRecord;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;

/** Finds the stored records that an import's records may match, many with one query. */
final class StoredRecords {

  /**
   * With this many records of the same number, none is a certain match: further ones are not read.
   */
  private static final int MOST = 20;

  /** A value of a field that more records have than this finds none, and only adds to scores. */
  private static final int MOST_OF_FIELD = 100;

  private static final String COLUMNS =
      """
      r.id, r.source, r.control_number, r.format, r.original, r.content, r.title, r.author, r.published, r.isbns, r.import_batch
      """;

  /** Other records refer to one in danMARC2 by its number: parts of a work, and layers. */
  private static final String TIED =
      """
      r.format like 'DANMARC2%%' and (
            exists (select from record_link l where l.above_number = r.control_number)
            or exists (select from record_link l where l.control_number = r.control_number and l.is_layer
              and l.record_id <> r.id)
            or %s and exists (select from common_record c
              where c.source = any (base_agencies()) and c.control_number = r.control_number))\
      """;

  private static final String WITH_KEYS =
      "select "
          + COLUMNS
          + """
          , %s as is_tied, false as is_seen
          from unnest(:sources, :numbers) wanted (source, control_number)
          join {}_record r on r.source = wanted.source and r.control_number = wanted.control_number
          where true{r.tenant}
          """;

  private static final String DUE =
      "select "
          + COLUMNS
          + """
          , false as is_tied, false as is_seen
          from {}_record_due d join {}_record r on r.id = d.record_id{d.tenant} where true{r.tenant} limit ?
          """;

  /** "offset 0" keeps PostgreSQL from reading all records in the order of their ids instead. */
  private static final String COMMON_NUMBERS =
      """
      select w.value, r.id from unnest(:wanted) w (value) cross join lateral (
        select id from (
          select id from common_record where isbns @> array[substr(w.value, 6)] offset 0) m order by id limit %1$d) r
      where w.value like 'isbn:%%'
      union
      select w.value, r.id from unnest(:wanted) w (value) cross join lateral (
        select id from (
          select id from common_record where numbers @> array[w.value] offset 0) m order by id limit %1$d) r
      where w.value not like 'isbn:%%'
      """
          .formatted(MOST);

  /** Under row-level security only comparisons of text use an index. */
  private static final String LOCAL_NUMBERS =
      """
      select w.value, r.record_id as id from unnest(:wanted) w (value) cross join lateral (
        select record_id from local_record_number n where n.tenant_id = :tenant and n.value = w.value
        order by record_id limit %d) r
      """
          .formatted(MOST);

  private static final String NATIONAL_NUMBERS =
      """
      union
      select w.value, r.id from unnest(:wanted) w (value)
      join {}_record r on r.source = any (:agencies) and r.control_number = substr(w.value, 7)
      where w.value like 'faust:%'{r.tenant}
      """;

  /** Values of fields; one that very many records have finds none of them. */
  private static final String FIELD_VALUES =
      """
      union
      select k.point || ':' || k.value, unnest(k.ids) from (
        select w.point, w.value, array(select record_id from {}_record_key f where f.point = w.point and f.value = w.value{f.tenant}
          limit %1$d + 1) as ids
        from unnest(:points, :values) w (point, value)) k
      where cardinality(k.ids) <= %1$d
      """
          .formatted(MOST_OF_FIELD);

  private static final String WITH_VALUES =
      "with found as materialized (%1$s), of_record as materialized (select id, array_agg(value) as values from found group by id)"
          + " select f.values, "
          + COLUMNS
          + """
          , %2$s as is_tied,
            exists (select from {}_import_seen s where s.batch = :batch::bigint and s.record_id = r.id{s.tenant}) as is_seen
          from of_record f join {}_record r on r.id = f.id where true{r.tenant} order by r.id
          """;

  private static final String BASES =
      """
      select c.control_number from unnest(?) wanted (number)
      join common_record c on c.source = any (base_agencies()) and c.control_number = wanted.number
      """;

  private final Connection connection;
  private final @Nullable TenantId tenant;
  private final @Nullable Long batch;
  private final Set<String> bases = new HashSet<>();

  /** The records with each value, and by which points they were looked for. */
  record Valued(List<MatchPoint> points, Map<String, Map<UUID, ExistingRecord>> byValue) {

    /** The records that share a value with another one. */
    List<ExistingRecord> of(CatalogueRecord record) {
      var found = new LinkedHashMap<UUID, ExistingRecord>();
      for (var point : points) {
        for (var value : point.values(record)) {
          found.putAll(byValue.getOrDefault(MatchNumbers.text(point, value), Map.of()));
        }
      }
      return List.copyOf(found.values());
    }
  }

  /**
   * Looks in a transaction that acts for the tenant.
   *
   * @param tenant the records' tenant, or null for common ones
   * @param batch the import that asks, or null
   */
  StoredRecords(Connection connection, @Nullable TenantId tenant, @Nullable Long batch) {
    this.connection = connection;
    this.tenant = tenant;
    this.batch = batch;
  }

  /** The stored records with the keys of these; whether they are tied is not looked up. */
  Map<RecordKey, ExistingRecord> withKeys(List<CatalogueRecord> records) throws SQLException {
    return withKeys(records.stream().map(CatalogueRecord::key).toList(), "false");
  }

  /** The stored records with these keys. */
  Map<RecordKey, ExistingRecord> withTheseKeys(List<RecordKey> keys) throws SQLException {
    return withKeys(keys, tied());
  }

  private String tied() {
    return TIED.formatted(
        tenant == null
            ? "r.source = '" + RecordLayers.ENRICHMENT_AGENCY + "'"
            : "r.source <> all (base_agencies())");
  }

  private Map<RecordKey, ExistingRecord> withKeys(List<RecordKey> keys, String tied)
      throws SQLException {
    var there = new HashMap<RecordKey, ExistingRecord>();
    if (!keys.isEmpty()) {
      new PostgresImportBatches.Tables(tenant)
          .plain()
          .each(
              Row.class,
              row -> {
                var standing = row.standing(batch);
                there.put(standing.record().key(), standing);
              },
              sql(WITH_KEYS.formatted(tied)),
              RecordRows.keysOf(keys))
          .run(connection);
    }
    return there;
  }

  /** Some of the records whose values of fields are still to be looked at. */
  List<ExistingRecord> due(int limit) throws SQLException {
    var due = new ArrayList<ExistingRecord>();
    new PostgresImportBatches.Tables(tenant)
        .plain()
        .each(Row.class, row -> due.add(row.standing(batch)), sql(DUE), limit)
        .run(connection);
    return due;
  }

  /** The stored records that share values of match points with these. */
  Valued withValues(List<CatalogueRecord> records, List<MatchPoint> points) throws SQLException {
    var numbers = new TreeSet<String>();
    var fields = new ArrayList<String>();
    var values = new ArrayList<String>();
    for (var point : points) {
      var its = new TreeSet<String>();
      records.forEach(record -> its.addAll(point.values(record)));
      for (var value : its) {
        if (point.isField()) {
          fields.add(point.text());
          values.add(value);
        } else {
          numbers.add(MatchNumbers.text(point, value));
        }
      }
    }
    var found = new HashMap<String, Map<UUID, ExistingRecord>>();
    if (!numbers.isEmpty() || !fields.isEmpty()) {
      var byNumber = tenant == null ? COMMON_NUMBERS : LOCAL_NUMBERS;
      new PostgresImportBatches.Tables(tenant)
          .plain()
          .each(
              ValuedRow.class,
              row -> {
                var standing = row.row().standing(batch);
                for (var value : row.values()) {
                  found
                      .computeIfAbsent(value, _ -> new LinkedHashMap<>())
                      .put(standing.id(), standing);
                }
              },
              sql(
                  WITH_VALUES.formatted(
                      byNumber + NATIONAL_NUMBERS + (fields.isEmpty() ? "" : FIELD_VALUES),
                      tied())),
              wanted(numbers, fields, values))
          .each(
              String.class,
              bases::add,
              BASES,
              SqlArray.texts(
                  records.stream().filter(this::mayBeLayer).map(r -> r.key().number()).toList()))
          .run(connection);
    }
    return new Valued(points, found);
  }

  private Parameters wanted(Set<String> numbers, List<String> fields, List<String> values) {
    var wanted =
        Parameters.of("wanted", SqlArray.texts(numbers))
            .and("agencies", SqlArray.texts(MatchNumbers.NATIONAL_AGENCIES))
            .and("batch", batch);
    return fields.isEmpty()
        ? wanted
        : wanted.and("points", SqlArray.texts(fields)).and("values", SqlArray.texts(values));
  }

  /** Whether one of the records is a layer on a common record that exists. */
  boolean isLayer(CatalogueRecord record) {
    return mayBeLayer(record) && bases.contains(record.key().number());
  }

  private boolean mayBeLayer(CatalogueRecord record) {
    var source = record.key().source();
    return record.format().marc() == MarcFormat.DANMARC2
        && (tenant == null
            ? source.equals(RecordLayers.ENRICHMENT_AGENCY)
            : !RecordLayers.BASE_AGENCIES.contains(source));
  }

  private String sql(String text) {
    return new PostgresImportBatches.Tables(tenant).sql(text);
  }

  private record ValuedRow(List<String> values, Row row) {}

  private record Row(
      UUID id,
      String source,
      String controlNumber,
      RecordFormat format,
      Bytes original,
      JsonText content,
      String title,
      @Nullable String author,
      @Nullable String published,
      List<String> isbns,
      @Nullable Long importBatch,
      boolean isTied,
      boolean isSeen) {

    /**
     * The record as it stands.
     *
     * @param batch the import that asks, or null
     */
    ExistingRecord standing(@Nullable Long batch) {
      return new ExistingRecord(
          id,
          new CatalogueRecord(
              new RecordKey(source, controlNumber),
              format,
              original,
              Json.readContent(content.json()),
              new BriefRecord(title, author, published, isbns)),
          (importBatch != null && importBatch.equals(batch)) || isSeen,
          isTied);
    }
  }
}
