package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.schema.Migrations;

/**
 * Identifies one of the histories that a library's database may have diverged into.
 *
 * @param system the identifier of the cluster, which a copy of its files shares and a dump does not
 * @param timeline goes up whenever a standby is promoted or an archive is recovered
 * @param acceptedAt when somebody last accepted this as the library's database, although it does
 *     not continue the one before
 */
public record DatabaseLine(long system, long timeline, Instant acceptedAt) {

  /** The timeline that a primary writes; its control file names a new one only minutes later. */
  public static final String TIMELINE =
      "('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint";

  /**
   * Later is further on. Systems can't be compared: where they differ somebody has to accept one.
   */
  public static final Comparator<DatabaseLine> ORDER =
      Comparator.comparing(DatabaseLine::acceptedAt).thenComparing(DatabaseLine::timeline);

  private static final String LOOK =
      """
      select s.system_identifier as system,
        case when not pg_is_in_recovery() then %s end as timeline,
        l.system_identifier as kept_system, l.timeline as kept_timeline, l.accepted_at
      from pg_control_system() s cross join %s.database_line l
      """
          .formatted(TIMELINE, Migrations.SCHEMA);

  private static final String RAISE = "select %s.raise_timeline()".formatted(Migrations.SCHEMA);

  private static final String REMEDY =
      "Where it is to be the library's from now on, run samling accept-database;"
          + " docs/operations.md says what else to see to";

  /**
   * What a server reports about itself.
   *
   * @param system the identifier of its cluster
   * @param timeline the timeline that it writes, or null where it is a standby
   * @param kept what the library's nodes knew of their database when they last worked with it
   */
  public record Look(long system, @Nullable Long timeline, DatabaseLine kept) {

    /** Its line; empty for a standby, which writes no timeline of its own. */
    public Optional<DatabaseLine> line() {
      return Optional.ofNullable(timeline)
          .map(number -> new DatabaseLine(system, number, kept.acceptedAt()));
    }

    /**
     * Why nothing may be written to it, and what to do; empty where all is well.
     *
     * @param seen the furthest database that this node has worked with, or null
     */
    public Optional<String> objection(@Nullable DatabaseLine seen) {
      var here = line();
      if (here.isEmpty()) {
        return Optional.of("it is a standby, to which nothing can be written");
      }
      return Optional.ofNullable(objection(here.get(), seen));
    }

    private @Nullable String objection(DatabaseLine here, @Nullable DatabaseLine seen) {
      if (here.system != kept.system) {
        return "the library in it was kept by the database system %d, and this is %d: it was moved by a dump or an upgrade. %s"
            .formatted(kept.system, here.system, REMEDY);
      }
      if (here.timeline < kept.timeline) {
        return "it is on timeline %d, and the library in it was on timeline %d before. %s"
            .formatted(here.timeline, kept.timeline, REMEDY);
      }
      if (seen == null || here.acceptedAt.isAfter(seen.acceptedAt)) {
        return null;
      }
      if (here.system != seen.system) {
        return "it is the database system %d, and this node has worked with %d. %s"
            .formatted(here.system, seen.system, REMEDY);
      }
      if (here.acceptedAt.isBefore(seen.acceptedAt)) {
        return "another database was accepted in its place at %s. %s"
            .formatted(seen.acceptedAt, REMEDY);
      }
      return here.timeline < seen.timeline
          ? "it is an old primary (timeline %d), and this node has worked with its successor (timeline %d). Make it a standby of that one. %s"
              .formatted(here.timeline, seen.timeline, REMEDY)
          : null;
    }
  }

  private record LookRow(
      long system,
      @Nullable Long timeline,
      long keptSystem,
      long keptTimeline,
      Instant acceptedAt) {

    public Look look() {
      return new Look(system, timeline, new DatabaseLine(keptSystem, keptTimeline, acceptedAt));
    }
  }

  /** Asks a server. The transaction, if one is open, goes on. */
  public static Look look(Connection connection) throws SQLException {
    return Rows.optional(connection, LookRow.class, LOOK)
        .orElseThrow(() -> new SQLException("the table database_line is empty", "P0002"))
        .look();
  }

  /** Stores the server's timeline, where the stored one is lower. The connection commits. */
  static void raise(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      // Right after a failover the standby that a commit would wait for may be missing.
      new Pipeline().add("set local synchronous_commit = off").add(RAISE).commit(connection);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
