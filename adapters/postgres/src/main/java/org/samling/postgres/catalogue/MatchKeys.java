package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * The values that a tenant's records, or common ones, have of the fields by which imports match.
 * Which points are in use is noted when an import begins; from then on the database notes which
 * records are new or changed, and their values are looked at before records are matched.
 */
final class MatchKeys {

  /** The most points that are in use at once. */
  private static final int MOST_POINTS = 50;

  /** How many records are looked at with one round trip. */
  private static final int PIECE = 1_000;

  private static final String USE =
      """
      insert into {}_match_point (%1$s point) select %2$s point from unnest(:points) point
      on conflict (%1$s point) do update set used_at = now() returning xmax = 0
      """;

  private static final String ALL_ARE_DUE =
      """
      insert into {}_record_due (%1$s record_id) select %2$s id from {}_record where true{tenant} on conflict do nothing
      """;

  private static final String PUT =
      """
      insert into {}_record_key (%1$s point, value, record_id)
      select %2$s k.point, k.value, k.id from unnest(:points, :values, :ids) k (point, value, id)
      on conflict do nothing
      """;

  private final @Nullable TenantId tenant;
  private final PostgresImportBatches.Tables tables;

  private MatchKeys(@Nullable TenantId tenant) {
    this.tenant = tenant;
    this.tables = new PostgresImportBatches.Tables(tenant);
  }

  /** Those of a tenant's records, or of common ones where it is null. */
  static MatchKeys of(@Nullable TenantId tenant) {
    return new MatchKeys(tenant);
  }

  /** The match points of rules. */
  static List<MatchPoint> points(ImportRules rules) {
    return rules.match().stream()
        .flatMap(rule -> rule.points().stream())
        .map(MatchRule.Scored::point)
        .distinct()
        .toList();
  }

  private static List<String> fields(ImportRules rules) {
    return points(rules).stream().filter(MatchPoint::isField).map(MatchPoint::text).toList();
  }

  /**
   * Notes that the points of rules are used, and looks at all records where one is new: some at a
   * time, so that others write between.
   *
   * @return false where too many are in use, and nothing was noted
   */
  boolean prepare(Database database, ImportRules rules) {
    var fields = fields(rules);
    if (fields.isEmpty()) {
      return true;
    }
    boolean isNoted = database.ask(connection -> use(connection, fields));
    while (isNoted && database.ask(connection -> lookedAt(connection)) == PIECE) {
      // The rest follows.
    }
    return isNoted;
  }

  private boolean use(Connection connection, List<String> fields) throws SQLException {
    var added = new ArrayList<Boolean>();
    begin()
        .each(Boolean.class, added::add, sql(USE), Parameters.of("points", SqlArray.texts(fields)))
        .run(connection);
    if (added.contains(true)) {
      var count = tables.plain();
      var points =
          count.one(
              Long.class, tables.sql("select count(*) from {}_match_point where true{tenant}"));
      count.add(sql(ALL_ARE_DUE), Parameters.of("of", null)).run(connection);
      if (points.get() > MOST_POINTS) {
        connection.rollback();
        return false;
      }
    }
    connection.commit();
    return true;
  }

  private int lookedAt(Connection connection) throws SQLException {
    begin().run(connection);
    var count = look(connection);
    connection.commit();
    return count;
  }

  /** Looks at all records that are due, where rules match by fields. */
  void catchUp(Connection connection, ImportRules rules) throws SQLException {
    if (!fields(rules).isEmpty()) {
      while (look(connection) == PIECE) {
        // The rest follows.
      }
    }
  }

  private int look(Connection connection) throws SQLException {
    var due = new StoredRecords(connection, tenant, null).due(PIECE);
    if (due.isEmpty()) {
      return 0;
    }
    var used = tables.plain();
    var inUse =
        used.list(String.class, tables.sql("select point from {}_match_point where true{tenant}"));
    used.run(connection);
    var points = new ArrayList<String>();
    var values = new ArrayList<String>();
    var ids = new ArrayList<UUID>();
    for (var text : inUse.get()) {
      var point = MatchPoint.parse(text);
      for (var record : due) {
        for (var value : point.values(record.record())) {
          points.add(text);
          values.add(value);
          ids.add(record.id());
        }
      }
    }
    tables
        .plain()
        .add(
            sql(PUT),
            Parameters.of("points", SqlArray.texts(points))
                .and("values", SqlArray.texts(values))
                .and("ids", SqlArray.uuids(ids)))
        .add(
            tables.sql("delete from {}_record_due where record_id = any (:ids){tenant}"),
            Parameters.of("ids", SqlArray.uuids(due.stream().map(d -> d.id()).toList())))
        .run(connection);
    return due.size();
  }

  /** The statements that forget points that no import has used since a moment. */
  Pipeline forget(Instant before) {
    return tables
        .plain()
        .add(tables.sql("delete from {}_match_point where used_at < ?{tenant}"), before)
        .add(
            tables.sql(
                """
                delete from {}_record_key f
                where f.point not in (select point from {}_match_point where true{tenant}){f.tenant}
                """))
        .add(
            tables.sql(
                """
                delete from {}_record_due d
                where not exists (select from {}_match_point where true{tenant}){d.tenant}
                """));
  }

  private Pipeline begin() {
    return RecordLock.ALONE.take(tenant).add(tables.begin());
  }

  private String sql(String text) {
    return tables.sql(
        tenant == null ? text.formatted("", "") : text.formatted("tenant_id,", ":tenant::int,"));
  }
}
