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

  private static final String ROWS =
      """
      select name, version, started_at, seen_at, records, xid, record_id, is_following, missing, missing_since,
        extract(epoch from clock_timestamp() - seen_at) as silent
      from %s order by name
      """;

  /** Writes a node's row, and answers with all nodes. */
  private static final String REPORT =
      ROWS.formatted(
          "report_node(:name, :version, :startedAt, :records, :xid::bigint, :record::uuid, :isFollowing, %d)"
              .formatted(Node.MOST_MISSING));

  private static final String LEAVE = "delete from node where name = ? and started_at = ?";

  /** All nodes, each as a {@link Row}. */
  public static final String ALL = ROWS.formatted(Migrations.SCHEMA + ".node");

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
    attempt(report());
  }

  @Override
  public void leave() {
    self = null;
    var report = lastReport;
    if (report != null) {
      attempt(new Report(new Pipeline().add(LEAVE, report.name(), report.startedAt()), () -> {}));
    }
  }

  /**
   * A statement to be written as a probe, or with one, and what to do when it is.
   *
   * @param written takes the nodes that were read with it
   */
  record Report(Pipeline statement, Runnable written) {}

  /** This process's own row; null where it is no node. */
  @Nullable Report report() {
    var source = self;
    if (source == null) {
      return null;
    }
    var report = source.get();
    lastReport = report;
    var index = report.index();
    var place = index.place();
    var statement = new Pipeline();
    var seen =
        statement.list(
            Row.class,
            Row::node,
            REPORT,
            Parameters.of("xid", place == null ? null : place.transaction())
                .and("record", place == null ? null : place.record())
                .and("name", report.name())
                .and("version", report.version())
                .and("startedAt", report.startedAt())
                .and("records", index.records())
                .and("isFollowing", index.isFollowing()));
    return new Report(statement, () -> last = new Look(seen.get(), System.nanoTime()));
  }

  private void attempt(@Nullable Report report) {
    if (report == null) {
      return;
    }
    try {
      database.on(
          WriteHealth.PROBE,
          connection -> {
            report.statement().runAlone(connection);
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
