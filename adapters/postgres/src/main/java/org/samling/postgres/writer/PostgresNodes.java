package org.samling.postgres.writer;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.nodes.Node;
import org.samling.core.nodes.NodeIndex;
import org.samling.core.nodes.NodeReport;
import org.samling.core.nodes.Nodes;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.schema.Migrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes as rows. Each node writes its own when it probes whether it can write ({@link
 * WriteHealth}): that takes no further transaction, and no node waits for another's row.
 */
public final class PostgresNodes implements Nodes {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresNodes.class);

  private static final String FORGET =
      "delete from node where seen_at < clock_timestamp() - interval '1 day'";

  /**
   * What an index lacks is counted by its own node only, not by every node that looks. A change
   * counts from the moment at which it first could be read, as it does for harvesters.
   */
  private static final String TELL =
      """
      with missing as materialized (
        select c.xid from record_change c where (c.xid, c.record_id) > (:xid::text::xid8, :record::uuid) order by c.xid, c.record_id limit %d)
      insert into node (name, version, started_at, seen_at, records, xid, record_id, is_following, missing, missing_since)
      select :name, :version, :startedAt, clock_timestamp(), :records, p.xid, :record::uuid, :isFollowing, case when p.xid is not null then (select count(*) from missing) end,
        (select m.at from catalogue_moment m where m.xid > (select xid from missing limit 1) order by m.xid limit 1)
      from (select :xid::bigint) p (xid)
      on conflict (name) do update set version = excluded.version, started_at = excluded.started_at,
        seen_at = excluded.seen_at, records = excluded.records, xid = excluded.xid, record_id = excluded.record_id,
        is_following = excluded.is_following, missing = excluded.missing, missing_since = excluded.missing_since
      """
          .formatted(Node.MOST_MISSING);

  private static final String LEAVE = "delete from node where name = ? and started_at = ?";

  /** All nodes, each as a {@link Row}. */
  public static final String ALL =
      """
      select name, version, started_at, seen_at, records, xid, record_id, is_following, missing, missing_since,
        extract(epoch from clock_timestamp() - seen_at) as silent
      from %s.node order by name
      """
          .formatted(Migrations.SCHEMA);

  private final Database database;
  private volatile @Nullable Supplier<NodeReport> self;
  private volatile @Nullable NodeReport lastReport;
  private volatile Look last = new Look(List.of(), System.nanoTime());

  /** The nodes as seen at a time of this process's clock. */
  private record Look(List<Node> nodes, long at) {}

  public PostgresNodes(Database database) {
    this.database = database;
  }

  @Override
  public void join(Supplier<NodeReport> report) {
    self = report;
    attempt(reportStatements());
  }

  @Override
  public void leave() {
    self = null;
    var report = lastReport;
    if (report != null) {
      attempt(
          new ReportStatements(
              new Pipeline().add(LEAVE, report.name(), report.startedAt()), () -> {}));
    }
  }

  /**
   * Statements to be written with a probe, and what to do when they are.
   *
   * @param written takes the nodes that were read with them
   */
  record ReportStatements(Pipeline statements, Runnable written) {}

  /** This process's own row; null where it is no node. */
  @Nullable ReportStatements reportStatements() {
    var source = self;
    if (source == null) {
      return null;
    }
    var report = source.get();
    lastReport = report;
    var index = report.index();
    var place = index.place();
    var statements =
        new Pipeline()
            .add(FORGET)
            .add(
                TELL,
                Parameters.of("xid", place == null ? null : Long.toString(place.transaction()))
                    .and("record", place == null ? null : place.record())
                    .and("name", report.name())
                    .and("version", report.version())
                    .and("startedAt", report.startedAt())
                    .and("records", index.records())
                    .and("isFollowing", index.isFollowing()));
    var seen = statements.list(Row.class, Row::node, ALL);
    return new ReportStatements(statements, () -> last = new Look(seen.get(), System.nanoTime()));
  }

  private void attempt(@Nullable ReportStatements report) {
    if (report == null) {
      return;
    }
    try {
      database.on(
          WriteHealth.PROBE,
          connection -> {
            new Pipeline().add(WriteHealth.LIMITS).add(report.statements()).commit(connection);
            return null;
          });
      report.written().run();
    } catch (SQLException | StoreException e) {
      LOG.debug("this node could not be reported to the others: {}", e.toString());
    }
  }

  @Override
  public List<Node> nodes() {
    var look = last;
    var since = Duration.ofNanos(System.nanoTime() - look.at());
    return look.nodes().stream()
        .map(node ->
            new Node(
                node.report(),
                node.seenAt(),
                node.silentFor().plus(since),
                node.missing(),
                node.missingSince()))
        .toList();
  }

  /**
   * A row of {@link #ALL}.
   *
   * @param silent seconds since the node last wrote its row
   */
  public record Row(
      String name,
      String version,
      Instant startedAt,
      Instant seenAt,
      long records,
      @Nullable Long xid,
      @Nullable UUID recordId,
      boolean isFollowing,
      @Nullable Integer missing,
      @Nullable Instant missingSince,
      double silent) {

    public Node node() {
      return new Node(
          new NodeReport(
              name,
              version,
              startedAt,
              new NodeIndex(
                  records,
                  recordId == null || xid == null ? null : new NodeIndex.Place(xid, recordId),
                  isFollowing)),
          seenAt,
          Duration.ofMillis((long) (silent * 1_000)),
          missing,
          missingSince);
    }
  }
}
