package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
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
import org.samling.core.harvest.KeptRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;

/**
 * Tells changes by the transaction of each record's last change, up to a moment at which all
 * earlier ones had ended. The rows are read in windows, so that no statement takes long where few
 * of them are of the catalogue that is asked for.
 */
final class PostgresCatalogueHarvest implements CatalogueHarvest {

  private static final int WIDEST_WINDOW = 10_000;

  private static final String MARK =
      "select until_xid::text::bigint as transaction, marked_at, from_origin from mark_catalogue()";

  private static final String EARLIEST = "select min(at) from catalogue_moment";

  /** The first transaction that has a time at or after one. */
  private static final String TRANSACTION_AT =
      "coalesce((select m.xid from catalogue_moment m where m.at < ? order by m.at desc limit 1), '0'::xid8)";

  private static final String COLUMNS =
      """
      c.record_id, c.tenant_id, c.source, c.control_number, c.format, c.xid::text::bigint as transaction,
        coalesce((select m.at from catalogue_moment m where m.xid > c.xid order by m.xid limit 1), clock_timestamp()) as at
      """;

  /** Whether a record is in a tenant's catalogue no more, and whether it is or was in it. */
  private static final String OF_TENANT =
      """
      (c.deleted or (c.tenant_id is null and not exists (
        select from common_record_holder h where h.common_record_id = c.record_id and h.tenant_id = ?))) as gone,
      ((c.tenant_id = ? or (c.tenant_id is null and (
        exists (select from common_record_holder h where h.common_record_id = c.record_id and h.tenant_id = ?)
        or exists (select from common_record_released r where r.tenant_id = ? and r.common_record_id = c.record_id))))
        and c.source is not null
      """;

  /** The same of the union catalogue. */
  private static final String OF_UNION =
      "c.deleted as gone, ((c.tenant_id is null or c.tenant_id = any (?)) and c.source is not null";

  private static final String COMMON =
      "select id, source, control_number, format, original, content, title, author, published, isbns from common_record where id = any (?)";

  private static final String LOCAL =
      "select id, source, control_number, format, original, content, title, author, published, isbns from local_record where tenant_id = ? and id = any (?)";

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
          "local_record where tenant_id = ?", "local_record r where r.tenant_id = ? and");

  private static final String LAST = "'9223372036854775807'::xid8";
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  /** A row of the changes, before its record is read. */
  private record Row(
      RecordRef ref,
      RecordKey key,
      RecordFormat format,
      boolean gone,
      Instant at,
      Position position) {}

  /**
   * What a window holds.
   *
   * @param rows those that are asked for
   * @param last the place of its last row, or null where it is empty
   * @param size how many rows it has in all
   */
  private record Window(List<Row> rows, @Nullable Position last, int size) {}

  PostgresCatalogueHarvest(Database database) {
    this.database = database;
  }

  @Override
  public Moment mark() {
    var moments = new ArrayList<Moment>();
    database.ask(connection -> {
      new Pipeline()
          .add(
              row ->
                  moments.add(
                      new Moment(
                          row.getString("from_origin"),
                          row.getLong("transaction"),
                          FactsLoader.instant(row, "marked_at"))),
              MARK)
          .commit(connection);
      return null;
    });
    return moments.getFirst();
  }

  @Override
  public Instant earliest() {
    var times = new ArrayList<Instant>();
    database.ask(connection -> {
      new Pipeline()
          .add(row -> times.add(FactsLoader.instant(row, "min")), EARLIEST)
          .commit(connection);
      return null;
    });
    return times.getFirst();
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
    var told = rows.size() > limit ? rows.subList(0, limit) : rows;
    return new Piece(read(told), rows.size() > limit ? told.getLast().position() : null);
  }

  private Window window(Selection selection, Moment moment, Position after, int size) {
    var rows = new ArrayList<Row>();
    var last = new Position[1];
    var places = new int[1];
    var scope = selection.scope();
    var parameters = scoped(scope);
    var subset = subset(selection.subset(), parameters);
    parameters.add(Long.toString(after.transaction()));
    parameters.add(after.record());
    parameters.add(second(selection.from(), 0, Instant.EPOCH));
    parameters.add(Long.toString(moment.transaction()));
    var until = selection.until();
    if (until != null) {
      parameters.add(second(until, 1, until));
    }
    parameters.add(size);
    var sql =
        """
        select * from (
          select w.*, row_number() over (order by w.transaction, w.record_id) as place, count(*) over () as places
          from (
            select %s, %s) as matches
            from (
              select * from record_change
              where (xid, record_id) > (?::text::xid8, ?) and xid >= %s and xid < ?::text::xid8 and xid < %s
              order by xid, record_id limit ?) c) w) x
        where matches or place = places order by place
        """
            .formatted(
                COLUMNS, of(scope) + subset, TRANSACTION_AT, until == null ? LAST : TRANSACTION_AT);
    inScope(
        scope,
        new Pipeline()
            .add(
                row -> {
                  places[0] = row.getInt("places");
                  last[0] = position(row);
                  if (row.getBoolean("matches")) {
                    rows.add(row(row));
                  }
                },
                sql,
                parameters.toArray()));
    return new Window(rows, last[0], places[0]);
  }

  /** The condition of a part of the catalogue. */
  private static String subset(Subset subset, List<@Nullable Object> parameters) {
    return switch (subset) {
      case Subset.All() -> "";
      case Subset.Common() -> " and c.tenant_id is null";
      case Subset.Local() -> " and c.tenant_id is not null";
      case Subset.OfSource(var source) -> {
        parameters.add(source);
        yield " and c.source = ?";
      }
      case Subset.OfFormat(var format) -> {
        parameters.add(new Pipeline.Texts("text", names(format)));
        yield " and c.format = any (?)";
      }
    };
  }

  private static List<String> names(MarcFormat marc) {
    return Stream.of(RecordFormat.values())
        .filter(f -> f.marc() == marc)
        .map(RecordFormat::name)
        .toList();
  }

  @Override
  public Optional<Change> record(SearchScope scope, @Nullable TenantId owner, RecordKey key) {
    var rows = new ArrayList<Row>();
    var parameters = scoped(scope);
    var tenant = owner == null ? null : owner.value();
    for (var parameter :
        new @Nullable Object[] {
          tenant,
          key.source(),
          key.number(),
          tenant,
          key.source(),
          key.number(),
          key.source(),
          key.number(),
          tenant
        }) {
      parameters.add(parameter);
    }
    var question =
        new Pipeline()
            .add(
                row -> rows.add(row(row)),
                """
                select * from (
                  select %s, %s) as matches
                  from (
                    select id from common_record where ?::int is null and source = ? and control_number = ?
                    union all
                    select id from local_record where tenant_id = ? and source = ? and control_number = ?
                    union all
                    select record_id from record_change
                      where deleted and source = ? and control_number = ? and tenant_id is not distinct from ?::int) k
                  join record_change c on c.record_id = k.id) x
                where matches order by gone, transaction desc limit 1
                """
                    .formatted(COLUMNS, of(scope)),
                parameters.toArray());
    if (owner == null) {
      inScope(scope, question);
    } else if (isIn(scope, owner)) {
      database.inTenant(owner, question);
    }
    return read(rows).stream().findFirst();
  }

  private static boolean isIn(SearchScope scope, TenantId owner) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> tenant.equals(owner);
      case SearchScope.Union(var tenants) -> tenants.contains(owner);
    };
  }

  @Override
  public List<String> sources(SearchScope scope) {
    var sources = new ArrayList<String>();
    Pipeline.Row take = row -> sources.add(row.getString("source"));
    database.ask(connection -> {
      new Pipeline().add(take, COMMON_SOURCES).commit(connection);
      return null;
    });
    for (var tenant : tenants(scope)) {
      database.inTenant(
          tenant, new Pipeline().add(take, LOCAL_SOURCES, tenant.value(), tenant.value()));
    }
    return sources.stream().distinct().sorted().toList();
  }

  /** The tenants whose local records are in a catalogue. */
  static List<TenantId> tenants(SearchScope scope) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) -> List.of(tenant);
      case SearchScope.Union(var tenants) ->
          tenants.stream().sorted(Comparator.comparingInt(TenantId::value)).toList();
    };
  }

  private static String of(SearchScope scope) {
    return switch (scope) {
      case SearchScope.OfTenant _ -> OF_TENANT;
      case SearchScope.Union _ -> OF_UNION;
    };
  }

  /** What {@link #of} asks for. */
  private static List<@Nullable Object> scoped(SearchScope scope) {
    var parameters = new ArrayList<@Nullable Object>();
    switch (scope) {
      case SearchScope.OfTenant(var tenant) ->
          parameters.addAll(Collections.nCopies(4, tenant.value()));
      case SearchScope.Union _ ->
          parameters.add(
              new Pipeline.Texts("int4", tenants(scope).stream().map(TenantId::value).toList()));
    }
    return parameters;
  }

  private void inScope(SearchScope scope, Pipeline question) {
    switch (scope) {
      case SearchScope.OfTenant(var tenant) -> database.inTenant(tenant, question);
      case SearchScope.Union _ ->
          database.ask(connection -> {
            question.commit(connection);
            return null;
          });
    }
  }

  /** Times are told in whole seconds. */
  private static OffsetDateTime second(@Nullable Instant time, int more, Instant otherwise) {
    return (time == null ? otherwise : time).plusSeconds(more).atOffset(ZoneOffset.UTC);
  }

  private static Row row(ResultSet row) throws SQLException {
    var tenant = row.getObject("tenant_id", Integer.class);
    return new Row(
        new RecordRef(
            FactsLoader.uuid(row, "record_id"), tenant == null ? null : new TenantId(tenant)),
        new RecordKey(row.getString("source"), row.getString("control_number")),
        RecordFormat.valueOf(row.getString("format")),
        row.getBoolean("gone"),
        FactsLoader.instant(row, "at"),
        position(row));
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(row.getLong("transaction"), FactsLoader.uuid(row, "record_id"));
  }

  /** Reads the records; one that went meanwhile is gone. */
  private List<Change> read(List<Row> rows) {
    var records = new HashMap<UUID, KeptRecord>();
    var present = rows.stream().filter(r -> !r.gone()).map(Row::ref).toList();
    var common = present.stream().filter(r -> r.owner() == null).map(RecordRef::id).toList();
    if (!common.isEmpty()) {
      database.ask(connection -> {
        new Pipeline()
            .add(row -> take(row, null, records), COMMON, new Pipeline.Texts("uuid", common))
            .commit(connection);
        return null;
      });
    }
    present.stream()
        .map(RecordRef::owner)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(owner -> {
          var own =
              present.stream().filter(r -> owner.equals(r.owner())).map(RecordRef::id).toList();
          database.inTenant(
              owner,
              new Pipeline()
                  .add(
                      row -> take(row, owner, records),
                      LOCAL,
                      owner.value(),
                      new Pipeline.Texts("uuid", own)));
        });
    return rows.stream().map(row -> change(row, records)).toList();
  }

  private static Change change(Row row, Map<UUID, KeptRecord> records) {
    var record = records.get(row.ref().id());
    return record == null
        ? new Gone(row.ref().owner(), row.key(), row.format().marc(), row.at())
        : new Present(record, row.at());
  }

  private static void take(ResultSet row, @Nullable TenantId owner, Map<UUID, KeptRecord> records)
      throws SQLException {
    var record = kept(row, owner);
    records.put(record.ref().id(), record);
  }

  /** A record of its row. */
  static KeptRecord kept(ResultSet row, @Nullable TenantId owner) throws SQLException {
    return new KeptRecord(
        new RecordRef(FactsLoader.uuid(row, "id"), owner),
        new CatalogueRecord(
            new RecordKey(row.getString("source"), row.getString("control_number")),
            RecordFormat.valueOf(row.getString("format")),
            Bytes.of(row.getBytes("original")),
            Json.readContent(row.getString("content")),
            new BriefRecord(
                row.getString("title"),
                row.getString("author"),
                row.getString("published"),
                FactsLoader.strings(row, "isbns"))));
  }
}
