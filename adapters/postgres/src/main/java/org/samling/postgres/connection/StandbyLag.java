package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.rows.Rows;

/**
 * How far a standby is behind its primary. Any role may ask for it.
 *
 * @param bytes how much of the primary's log it had yet to replay when first asked
 * @param time how long it took to replay that; where it did not within a second, the age of the
 *     last transaction that it has
 * @param receives whether a server sends it changes
 * @param isAhead whether it has changes that the primary never wrote, so that it can't follow
 */
public record StandbyLag(long bytes, Duration time, boolean receives, boolean isAhead) {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = 10_000_000;

  private static final String WRITTEN =
      "select pg_current_wal_flush_lsn()::text as place, clock_timestamp() as time, pg_current_wal_flush_lsn() < ?::pg_lsn as is_behind";

  private static final String REPLAYED =
      """
      select coalesce(pg_last_wal_replay_lsn(), '0/0')::text as place,
        pg_wal_lsn_diff(?::pg_lsn, coalesce(pg_last_wal_replay_lsn(), '0/0'))::bigint as missing,
        pg_last_xact_replay_timestamp() as last, exists (select from pg_stat_wal_receiver) as receives
      """;

  /** How far the primary has written, and whether it has yet to reach the given position. */
  private record Written(String place, Instant time, boolean isBehind) {}

  private record Replayed(String place, long missing, @Nullable Instant last, boolean receives) {}

  /** Asks both, on connections that commit by themselves. */
  public static StandbyLag of(Connection primary, Connection standby) throws SQLException {
    var written = written(primary, "0/0");
    var begun = System.nanoTime();
    var first = replayed(standby, written.place);
    var last = first;
    var took = Duration.ZERO;
    while (last.missing > 0 && took.compareTo(PATIENCE) < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      last = replayed(standby, written.place);
      took = Duration.ofNanos(System.nanoTime() - begun);
    }
    return new StandbyLag(
        Math.max(0, first.missing),
        last.missing > 0 && last.last != null ? Duration.between(last.last, written.time) : took,
        last.receives,
        first.missing < 0 && written(primary, first.place).isBehind);
  }

  private static Written written(Connection primary, String place) throws SQLException {
    return Rows.one(primary, Written.class, WRITTEN, place);
  }

  private static Replayed replayed(Connection standby, String place) throws SQLException {
    return Rows.one(standby, Replayed.class, REPLAYED, place);
  }
}
