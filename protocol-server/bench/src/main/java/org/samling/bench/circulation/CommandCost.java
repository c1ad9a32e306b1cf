package org.samling.bench.circulation;

import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Superuser;

/**
 * What a command costs the database beside time, as one caller gives it: unlike time, it is the
 * same on any machine.
 *
 * @param logBytes how much it adds to the log, without images of pages
 * @param imageBytes how much the images of pages add, of which the first change after a checkpoint
 *     writes one: the more commands share a page between two checkpoints, the less
 * @param buffers how many pages it looks at, in memory or on disk
 */
record CommandCost(double logBytes, double imageBytes, double buffers) {

  private static final int COMMANDS = 1_000;

  /** A connection tells the statistics of what it did this often at most. */
  private static final long STATISTICS_MILLIS = 1_100;

  private static final String BUFFERS =
      "select blks_hit + blks_read from pg_stat_database where datname = current_database()";

  private static final String POSITION =
      "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";

  private static final String LOG =
      """
      select coalesce(sum(record_size), 0) as records, coalesce(sum(fpi_size), 0) as images
      from public.pg_get_wal_stats('0/0'::pg_lsn + %d, '0/0'::pg_lsn + %d)
      """;

  /** The header of the table. */
  static String head() {
    return "%-18s | %11s | %17s | %7s"
        .formatted("one command", "log bytes", "images of pages", "buffers");
  }

  String line(String operation) {
    return "%-18s | %,11.0f | %,17.0f | %7.1f".formatted(operation, logBytes, imageBytes, buffers);
  }

  /** Gives commands one after another, and looks what they cost. */
  static CommandCost of(ClosedLoop.Callers callers, Superuser superuser) throws Exception {
    superuser.execute("create extension if not exists pg_walinspect schema public");
    try (var caller = callers.caller(0)) {
      call(caller, 1);
      var buffers = superuser.number(BUFFERS);
      var from = superuser.number(POSITION);
      call(caller, COMMANDS - 1);
      Thread.sleep(STATISTICS_MILLIS);
      call(caller, 1); // whose connection then tells what all have looked at
      var to = superuser.number(POSITION);
      var looked = superuser.number(BUFFERS) - buffers;
      var log = new double[2];
      superuser.rows(
          LOG.formatted(from, to),
          row -> {
            log[0] = row.getDouble("records");
            log[1] = row.getDouble("images");
          });
      return new CommandCost(log[0] / COMMANDS, log[1] / COMMANDS, (double) looked / COMMANDS);
    }
  }

  private static void call(ClosedLoop.Caller caller, int times) throws Exception {
    for (var i = 0; i < times; i++) {
      caller.call();
    }
  }
}
