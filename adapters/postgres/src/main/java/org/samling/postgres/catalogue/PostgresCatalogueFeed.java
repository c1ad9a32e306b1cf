package org.samling.postgres.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.RecordRef;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseLine;
import org.samling.postgres.rows.SqlArray;

/**
 * Lists the changes of the catalogue, by the transaction of each record's last change. A
 * transaction is returned once every earlier one has ended (below {@code pg_snapshot_xmin}), so
 * that none can turn up behind the reader.
 */
public final class PostgresCatalogueFeed implements CatalogueFeed {

  private static final String DATABASE =
      """
      pg_control_system() s cross join database_line l
        cross join (select oid from pg_database where datname = current_database()) d\
      """;

  /**
   * Another server, or a database that was created anew, starts counting transactions again; a
   * promoted standby or a restored server counts on from where it was.
   */
  private static final String END =
      """
      select %s as origin, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as until
      from %s
      """
          .formatted(origin(DatabaseLine.TIMELINE), DATABASE);

  /**
   * Whether a moment that the old primary noted after a position is known here. Before it had ended
   * whatever the position covers, and a standby has all of the log up to what it has of it.
   */
  private static final String CONTINUED =
      """
      select exists (
        select from catalogue_moment m cross join %s where %s = ? and m.xid > ?::text::xid8)
      """
          .formatted(DATABASE, origin("m.timeline"));

  /** One statement, as it is asked twice a second; a row without a record where nothing changed. */
  private static final String CHANGES =
      """
      select e.origin, e.until, c.record_id as id, c.tenant_id as owner, c.xid::text::bigint as transaction
      from (%s) e
      left join lateral (
        select * from record_change
        where (xid, record_id) > (?::text::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
        order by xid, record_id limit ?) c on true
      order by c.xid, c.record_id
      """
          .formatted(END);

  private static final String ALL =
      "select record_id as id, tenant_id as owner, 0 as transaction from record_change where record_id > ? order by record_id limit ?";

  /**
   * A record in danMARC2 is also held by tenants that hold a record below it in a work, but not by
   * those that see a layer of their own in its place.
   */
  private static final String COMMON =
      """
      select r.id, r.source, r.control_number, r.format, r.content, case when r.links -> 'uses' is not null then followed_headings(null, r.links) end as headings, case
        when r.format not like 'DANMARC2%' then
          (select string_agg(h.tenant_id::text, ' ') from common_record_holder h where h.common_record_id = r.id)
        else (
          with recursive below (id, number, depth) as (
            select r.id, r.control_number, 0
            union
            select l.record_id, l.control_number, b.depth + 1 from below b join record_link l on l.above_number = b.number
            where l.tenant_id is null and b.depth < 4)
          select string_agg(distinct h.tenant_id::text, ' ') from below b
          join common_record_holder h on h.common_record_id = b.id
          where not exists (
            select from record_link l where l.control_number = r.control_number and l.is_layer and l.tenant_id = h.tenant_id))
        end as holders
      from common_record r where r.id = any (?)
      """;

  private static final String LOCAL =
      """
      select r.id, r.source, r.control_number, r.format, r.content, null as holders,
        case when r.links -> 'uses' is not null then followed_headings(r.tenant_id, r.links) end as headings
      from local_record r where r.tenant_id = ? and r.id = any (?)
      """;

  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  private final Database database;

  /** A change, before its record is read. */
  private record Change(RecordRef ref, long transaction) {}

  public PostgresCatalogueFeed(Database database) {
    this.database = database;
  }

  private static String origin(String timeline) {
    return "concat_ws('/', s.system_identifier, d.oid, %s, extract(epoch from l.accepted_at))"
        .formatted(timeline);
  }

  @Override
  public Optional<Position> continued(Position position) {
    var end = end();
    var isKnown =
        database.alone(p ->
            p.one(
                Boolean.class,
                CONTINUED,
                position.origin(),
                Long.toString(position.transaction())));
    return isKnown && position.transaction() <= end.transaction()
        ? Optional.of(new Position(end.origin(), position.transaction(), position.record()))
        : Optional.empty();
  }

  @Override
  public Position end() {
    return database.alone(p -> p.one(End.class, END)).position();
  }

  /** The end of the feed: the first transaction that may not have ended. */
  private record End(String origin, long until) {

    Position position() {
      return new Position(origin, until - 1, LAST);
    }
  }

  /** A change, if any, with the end of the feed. */
  private record Followed(
      End end, @Nullable UUID id, @Nullable TenantId owner, @Nullable Long transaction) {

    Stream<Change> change() {
      return id == null || transaction == null
          ? Stream.empty()
          : Stream.of(new Change(new RecordRef(id, owner), transaction));
    }
  }

  @Override
  public Changes changesAfter(Position position, int limit) {
    var found =
        database.alone(p ->
            p.list(
                Followed.class,
                CHANGES,
                Long.toString(position.transaction()),
                position.record(),
                limit));
    var end = found.getFirst().end().position();
    var changes = found.stream().flatMap(Followed::change).toList();
    if (changes.isEmpty()) {
      return new Changes(List.of(), position, end);
    }
    var last = changes.getLast();
    return new Changes(
        read(changes), new Position(position.origin(), last.transaction(), last.ref().id()), end);
  }

  @Override
  public List<Entry> recordsAfter(@Nullable UUID after, int limit) {
    return read(
        database.inTransaction(
            p -> p.list(Change.class, ALL, after == null ? FIRST : after, limit)));
  }

  @Override
  public long approximateCount() {
    return database.inTransaction(p -> p.one(Long.class, "select count(*) from record_change"));
  }

  private List<Entry> read(List<Change> changes) {
    var present = new HashMap<UUID, Present>();
    var refs = changes.stream().map(Change::ref).toList();
    var common = refs.stream().filter(ref -> ref.owner() == null).toList();
    if (!common.isEmpty()) {
      var rows = database.inTransaction(p -> p.list(Row.class, COMMON, ids(common)));
      take(rows, null, RecordViews.ofCommon(database, kept(rows)), present);
    }
    refs.stream()
        .map(RecordRef::owner)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(owner -> readLocal(owner, refs, present));
    var entries = new ArrayList<Entry>(changes.size());
    for (var ref : refs) {
      var record = present.get(ref.id());
      entries.add(record == null ? new Gone(ref.id()) : record);
    }
    return entries;
  }

  private void readLocal(TenantId owner, List<RecordRef> refs, Map<UUID, Present> present) {
    var own = refs.stream().filter(ref -> owner.equals(ref.owner())).toList();
    var rows = database.inTenant(owner, p -> p.list(Row.class, LOCAL, owner.value(), ids(own)));
    take(rows, owner, RecordViews.ofTenant(database, owner, kept(rows)), present);
  }

  private static SqlArray ids(List<RecordRef> refs) {
    return SqlArray.uuids(refs.stream().map(RecordRef::id).toList());
  }

  /** A record as it is stored, before it is combined with others. */
  private record Row(UUID id, RecordViews.ContentRow row, @Nullable String holders) {}

  private static List<RecordViews.StoredContent> kept(List<Row> rows) {
    return rows.stream().map(row -> row.row().kept()).toList();
  }

  private static void take(
      List<Row> rows, @Nullable TenantId owner, RecordViews views, Map<UUID, Present> present) {
    for (var row : rows) {
      var kept = row.row().kept();
      views
          .view(kept)
          .map(content ->
              new Present(
                  new RecordRef(row.id(), owner),
                  kept.key(),
                  kept.marc(),
                  content,
                  holders(row.holders()),
                  views.isLayer(kept)))
          .ifPresent(entry -> present.put(row.id(), entry));
    }
  }

  private static Set<TenantId> holders(@Nullable String numbers) {
    var holders = new HashSet<TenantId>();
    if (numbers != null) {
      for (var number : numbers.split(" ", -1)) {
        holders.add(new TenantId(Integer.parseInt(number)));
      }
    }
    return holders;
  }
}
