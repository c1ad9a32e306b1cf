package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.RecordRef;

/**
 * Tells what changed in the catalogue, by the transaction of each record's last change. A
 * transaction is told once every earlier one has ended (below {@code pg_snapshot_xmin}), so that
 * none can turn up behind the reader.
 */
final class PostgresCatalogueFeed implements CatalogueFeed {

  /** Another server, or a database that was made anew, counts its transactions anew. */
  private static final String ORIGIN =
      """
      select (select system_identifier from pg_control_system()) || '/'
        || (select oid from pg_database where datname = current_database())
      """;

  private static final String END = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

  private static final String CHANGES =
      """
      select record_id, tenant_id, xid::text::bigint as transaction from record_change
      where (xid, record_id) > (?::text::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid, record_id limit ?
      """;

  private static final String ALL =
      "select record_id, tenant_id, 0 as transaction from record_change where record_id > ? order by record_id limit ?";

  private static final String COMMON =
      """
      select r.id, r.source, r.control_number, r.format, r.content,
        (select string_agg(h.tenant_id::text, ' ') from common_record_holder h where h.common_record_id = r.id) as holders
      from common_record r where r.id = any (?)
      """;

  private static final String LOCAL =
      """
      select r.id, r.source, r.control_number, r.format, r.content, null as holders
      from local_record r where r.tenant_id = ? and r.id = any (?)
      """;

  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  private final Database database;

  /** What a change is of, before the record is read. */
  private record Change(RecordRef ref, long transaction) {}

  PostgresCatalogueFeed(Database database) {
    this.database = database;
  }

  @Override
  public Position end() {
    var origins = new ArrayList<String>();
    var ends = new ArrayList<Long>();
    database.ask(connection -> {
      new Pipeline()
          .add(row -> origins.add(row.getString(1)), ORIGIN)
          .add(row -> ends.add(row.getLong(1)), END)
          .commit(connection);
      return null;
    });
    return new Position(origins.getFirst(), ends.getFirst() - 1, LAST);
  }

  @Override
  public Changes changesAfter(Position position, int limit) {
    var changes = changes(CHANGES, Long.toString(position.transaction()), position.record(), limit);
    if (changes.isEmpty()) {
      return new Changes(List.of(), position);
    }
    var last = changes.getLast();
    return new Changes(
        read(changes), new Position(position.origin(), last.transaction(), last.ref().id()));
  }

  @Override
  public List<Entry> recordsAfter(@Nullable UUID after, int limit) {
    return read(changes(ALL, after == null ? FIRST : after, limit));
  }

  @Override
  public long approximateCount() {
    var count = new long[1];
    database.ask(connection -> {
      new Pipeline()
          .add(row -> count[0] = row.getLong(1), "select count(*) from record_change")
          .commit(connection);
      return null;
    });
    return count[0];
  }

  private List<Change> changes(String sql, Object... parameters) {
    var changes = new ArrayList<Change>();
    database.ask(connection -> {
      new Pipeline().add(row -> changes.add(change(row)), sql, parameters).commit(connection);
      return null;
    });
    return changes;
  }

  private static Change change(ResultSet row) throws SQLException {
    var tenant = row.getObject("tenant_id", Integer.class);
    return new Change(
        new RecordRef(
            FactsLoader.uuid(row, "record_id"), tenant == null ? null : new TenantId(tenant)),
        row.getLong("transaction"));
  }

  private List<Entry> read(List<Change> changes) {
    var present = new HashMap<UUID, Present>();
    var refs = changes.stream().map(Change::ref).toList();
    var common = refs.stream().filter(ref -> ref.owner() == null).toList();
    if (!common.isEmpty()) {
      database.ask(connection -> {
        new Pipeline().add(row -> take(row, null, present), COMMON, ids(common)).commit(connection);
        return null;
      });
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
    database.inTenant(
        owner,
        new Pipeline().add(row -> take(row, owner, present), LOCAL, owner.value(), ids(own)));
  }

  private static Pipeline.Texts ids(List<RecordRef> refs) {
    return new Pipeline.Texts("uuid", refs.stream().map(RecordRef::id).toList());
  }

  private static void take(ResultSet row, @Nullable TenantId owner, Map<UUID, Present> present)
      throws SQLException {
    var ref = new RecordRef(FactsLoader.uuid(row, "id"), owner);
    present.put(
        ref.id(),
        new Present(
            ref,
            new RecordKey(row.getString("source"), row.getString("control_number")),
            RecordFormat.valueOf(row.getString("format")).marc(),
            Json.readContent(row.getString("content")),
            holders(row.getString("holders"))));
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
