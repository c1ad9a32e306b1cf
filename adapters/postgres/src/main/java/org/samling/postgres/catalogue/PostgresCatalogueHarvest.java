package org.samling.postgres.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Lists changes by the transaction of each record's last change, up to a moment at which all
 * earlier ones had ended. The rows are read in windows, so that no statement takes long where few
 * of them belong to the requested catalogue.
 */
public final class PostgresCatalogueHarvest implements CatalogueHarvest {

  private static final int WIDEST_WINDOW = 10_000;

  private static final String MARK =
      "select from_origin as origin, until_xid::text::bigint as transaction, marked_at as at from mark_catalogue()";

  private static final String EARLIEST = "select min(at) from catalogue_moment";

  /** The first transaction whose time is at or after the given one. */
  private static final String TRANSACTION_AT =
      "coalesce((select m.xid from catalogue_moment m where m.at < %s order by m.at desc limit 1), '0'::xid8)";

  private static final String COLUMNS =
      """
      c.record_id, c.tenant_id, c.source, c.control_number, c.format, c.xid::text::bigint as transaction,
        coalesce((select m.at from catalogue_moment m where m.xid > c.xid order by m.xid limit 1), clock_timestamp()) as at
      """;

  /** Whether a record is no longer in a tenant's catalogue, and whether it is or was in it. */
  private static final String OF_TENANT =
      """
      (c.deleted or (c.tenant_id is null and not exists (
        select from common_record_holder h where h.common_record_id = c.record_id and h.tenant_id = :tenant))) as gone,
      ((c.tenant_id = :tenant or (c.tenant_id is null and (
        exists (select from common_record_holder h where h.common_record_id = c.record_id and h.tenant_id = :tenant)
        or exists (select from common_record_released r where r.tenant_id = :tenant and r.common_record_id = c.record_id))))
        and c.source is not null
      """;

  /** The same for the union catalogue. */
  private static final String OF_UNION =
      "c.deleted as gone, ((c.tenant_id is null or c.tenant_id = any (:tenants)) and c.source is not null";

  private static final String COMMON =
      """
      select id, source, control_number, format, original, content, title, author, published, isbns,
        case when r.links -> 'uses' is not null then followed_headings(null, r.links) end as headings
      from common_record r where id = any (?)
      """;

  private static final String LOCAL =
      """
      select id, source, control_number, format, original, content, title, author, published, isbns,
        case when r.links -> 'uses' is not null then followed_headings(r.tenant_id, r.links) end as headings
      from local_record r where tenant_id = ? and id = any (?)
      """;

  /** Steps from one source to the next through the key's index. */
  private static final String SOURCES =
      """
      with recursive s (source) as (
        (select source from %1$s order by source limit 1)
        union all
        select (select r.source from %2$s r.source > s.source order by r.source limit 1) from s where s.source is not null)
      select source from s where source is not null
      """;

  private static final String COMMON_SOURCES =
      SOURCES.formatted("common_record", "common_record r where");

  private static final String LOCAL_SOURCES =
      SOURCES.formatted(
          "local_record where tenant_id = :tenant",
          "local_record r where r.tenant_id = :tenant and");

  private static final String LAST = "'9223372036854775807'::xid8";
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  /** A row of the changes, before its record is read. */
  private record Row(
      UUID recordId,
      @Nullable TenantId tenantId,
      String source,
      String controlNumber,
      RecordFormat format,
      boolean gone,
      Instant at,
      long transaction) {

    RecordRef ref() {
      return new RecordRef(recordId, tenantId);
    }

    RecordKey key() {
      return new RecordKey(source, controlNumber);
    }

    Position position() {
      return new Position(transaction, recordId);
    }
  }

  /**
   * A row of a window: one that matches, or the last, which may be of a record deleted before it
   * had a key.
   */
  private record WindowRow(
      UUID recordId,
      @Nullable TenantId tenantId,
      @Nullable String source,
      @Nullable String controlNumber,
      @Nullable RecordFormat format,
      boolean gone,
      Instant at,
      long transaction,
      @Nullable Boolean matches,
      int places) {

    Optional<Row> row() {
      return !Boolean.TRUE.equals(matches)
              || source == null
              || controlNumber == null
              || format == null
          ? Optional.empty()
          : Optional.of(
              new Row(recordId, tenantId, source, controlNumber, format, gone, at, transaction));
    }

    Position position() {
      return new Position(transaction, recordId);
    }
  }

  /**
   * The rows of a window.
   *
   * @param rows those that match
   * @param last the position of its last row, or null where it is empty
   * @param size how many rows it has in all
   */
  private record Window(List<Row> rows, @Nullable Position last, int size) {}

  public PostgresCatalogueHarvest(Database database) {
    this.database = database;
  }

  @Override
  public Moment mark() {
    return database.alone(p -> p.one(Moment.class, MARK));
  }

  @Override
  public Instant earliest() {
    return database.inTransaction(p -> p.one(Instant.class, EARLIEST));
  }

  @Override
  public Piece changes(Selection selection, Moment moment, @Nullable Position after, int limit) {
    var rows = new ArrayList<Row>();
    var position = after == null ? new Position(0, FIRST) : after;
    var size = limit + 1;
    while (rows.size() <= limit) {
      var window = window(selection, moment, position, size);
      rows.addAll(window.rows());
      if (window.size() < size || window.last() == null) {
        break;
      }
      position = window.last();
      size = Math.min(size * 4, WIDEST_WINDOW);
    }
    var page = rows.size() > limit ? rows.subList(0, limit) : rows;
    return new Piece(read(page), rows.size() > limit ? page.getLast().position() : null);
  }

  private Window window(Selection selection, Moment moment, Position after, int size) {
    var scope = selection.scope();
    var until = selection.until();
    var parameters =
        scoped(scope)
            .and("transaction", Long.toString(after.transaction()))
            .and("record", after.record())
            .and("from", second(selection.from(), 0, Instant.EPOCH))
            .and("last", Long.toString(moment.transaction()))
            .and("until", until == null ? null : second(until, 1, until))
            .and("size", size)
            .and("source", selection.subset() instanceof Subset.OfSource(var s) ? s : null)
            .and(
                "formats",
                selection.subset() instanceof Subset.OfFormat(var format) ? formats(format) : null)
            .and("onlyIn", selection.onlyIn() == null ? null : formats(selection.onlyIn()));
    var sql =
        """
        select * from (
          select w.*, row_number() over (order by w.transaction, w.record_id) as place, count(*) over () as places
          from (
            select %s, %s) as matches
            from (
              select * from record_change
              where (xid, record_id) > (:transaction::text::xid8, :record) and xid >= %s and xid < :last::text::xid8 and xid < %s
              order by xid, record_id limit :size) c) w) x
        where matches or place = places order by place
        """
            .formatted(
                COLUMNS,
                of(scope)
                    + subset(selection.subset())
                    + (selection.onlyIn() == null ? "" : " and c.format = any (:onlyIn)"),
                TRANSACTION_AT.formatted(":from"),
                until == null ? LAST : TRANSACTION_AT.formatted(":until"));
    var question = new Pipeline();
    var answer = question.list(WindowRow.class, sql, parameters);
    inScope(scope, question);
    var rows = answer.get();
    var last = rows.isEmpty() ? null : rows.getLast();
    return new Window(
        rows.stream().flatMap(r -> r.row().stream()).toList(),
        last == null ? null : last.position(),
        last == null ? 0 : last.places());
  }

  /** The condition of a part of the catalogue. */
  private static String subset(Subset subset) {
    return switch (subset) {
      case Subset.All() -> "";
      case Subset.Common() -> " and c.tenant_id is null";
      case Subset.Local() -> " and c.tenant_id is not null";
      case Subset.OfSource _ -> " and c.source = :source";
      case Subset.OfFormat _ -> " and c.format = any (:formats)";
    };
  }

  private static SqlArray formats(MarcFormat marc) {
    return SqlArray.texts(
        Stream.of(RecordFormat.values())
            .filter(f -> f.marc() == marc)
            .map(RecordFormat::name)
            .toList());
  }

  @Override
  public Optional<Change> record(
      SearchScope.OfCatalogue scope, @Nullable TenantId owner, RecordKey key) {
    var question = new Pipeline();
    var found =
        question.list(
            Row.class,
            """
            select * from (
              select %s, %s) as matches
              from (
                select id from common_record where :owner::int is null and source = :source and control_number = :number
                union all
                select id from local_record where tenant_id = :owner and source = :source and control_number = :number
                union all
                select record_id from record_change
                  where deleted and source = :source and control_number = :number
                    and tenant_id is not distinct from :owner::int) k
              join record_change c on c.record_id = k.id) x
            where matches order by gone, transaction desc limit 1
            """
                .formatted(COLUMNS, of(scope)),
            scoped(scope)
                .and("owner", owner)
                .and("source", key.source())
                .and("number", key.number()));
    if (owner == null) {
      inScope(scope, question);
    } else if (isIn(scope, owner)) {
      database.inTenant(owner, question);
    } else {
      return Optional.empty();
    }
    return read(found.get()).stream().findFirst();
  }

  private static boolean isIn(SearchScope.OfCatalogue scope, TenantId owner) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> tenant.equals(owner);
      case SearchScope.Union(var tenants) -> tenants.contains(owner);
    };
  }

  @Override
  public List<String> sources(SearchScope.OfCatalogue scope) {
    var sources =
        new ArrayList<>(database.inTransaction(p -> p.list(String.class, COMMON_SOURCES)));
    for (var tenant : tenants(scope)) {
      sources.addAll(database.inTenant(tenant, p -> p.list(String.class, LOCAL_SOURCES)));
    }
    return sources.stream().distinct().sorted().toList();
  }

  /** The tenants whose local records are in a catalogue. */
  static List<TenantId> tenants(SearchScope.OfCatalogue scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> List.of(tenant);
      case SearchScope.Union(var tenants) ->
          tenants.stream().sorted(Comparator.comparingInt(TenantId::value)).toList();
    };
  }

  private static String of(SearchScope.OfCatalogue scope) {
    return switch (scope) {
      case SearchScope.OfTenant _ -> OF_TENANT;
      case SearchScope.Union _ -> OF_UNION;
    };
  }

  /** The parameters of {@link #of}. */
  private static Parameters scoped(SearchScope.OfCatalogue scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> Parameters.of("tenant", tenant);
      case SearchScope.Union _ ->
          Parameters.of(
              "tenants", SqlArray.ints(tenants(scope).stream().map(TenantId::value).toList()));
    };
  }

  private void inScope(SearchScope.OfCatalogue scope, Pipeline question) {
    switch (scope) {
      case SearchScope.OfTenant(var tenant) -> database.inTenant(tenant, question);
      case SearchScope.Union _ ->
          database.ask(connection -> {
            question.commit(connection);
            return null;
          });
    }
  }

  /** Times are returned in whole seconds. */
  private static Instant second(@Nullable Instant time, int more, Instant otherwise) {
    return (time == null ? otherwise : time).plusSeconds(more);
  }

  /** Reads the records; one that was deleted meanwhile is reported as gone. */
  private List<Change> read(List<Row> rows) {
    var records = new HashMap<UUID, StoredRecord>();
    var present = rows.stream().filter(r -> !r.gone()).map(Row::ref).toList();
    var common = present.stream().filter(r -> r.owner() == null).map(RecordRef::id).toList();
    if (!common.isEmpty()) {
      take(
          database.inTransaction(p -> p.list(KeptRow.class, COMMON, SqlArray.uuids(common))),
          null,
          records);
    }
    present.stream()
        .map(RecordRef::owner)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(owner -> {
          var own =
              present.stream().filter(r -> owner.equals(r.owner())).map(RecordRef::id).toList();
          take(
              database.inTenant(
                  owner, p -> p.list(KeptRow.class, LOCAL, owner.value(), SqlArray.uuids(own))),
              owner,
              records);
        });
    return rows.stream().map(row -> change(row, records)).toList();
  }

  private static Change change(Row row, Map<UUID, StoredRecord> records) {
    var record = records.get(row.ref().id());
    return record == null
        ? new Gone(row.ref().owner(), row.key(), row.format().marc(), row.at())
        : new Present(record, row.at());
  }

  private static void take(
      List<KeptRow> rows, @Nullable TenantId owner, Map<UUID, StoredRecord> records) {
    rows.forEach(row -> records.put(row.id(), row.record(owner)));
  }

  /**
   * A record as it is stored.
   *
   * @param headings the authority records that it follows, or null
   */
  record KeptRow(
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
      @Nullable JsonText headings) {

    /**
     * The record.
     *
     * @param owner its tenant, or null for a common one
     */
    StoredRecord record(@Nullable TenantId owner) {
      var own = Json.readContent(content.json());
      return new StoredRecord(
          new RecordRef(id, owner),
          new CatalogueRecord(
              new RecordKey(source, controlNumber),
              format,
              original,
              own,
              new BriefRecord(title, author, published, isbns)),
          RecordViews.shown(own, format, headings));
    }
  }
}
