package org.samling.postgres.writer;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.samling.core.StoreException;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Pipeline;

/**
 * Whether a loan can be written: judged by the writers' last commands, and by a probe that is
 * written as durably as theirs.
 *
 * <p>Safe for use by many threads.
 */
public final class WriteHealth {

  /** How long a probe may take; one whose commit hangs longer is aborted. */
  static final Duration PROBE = Duration.ofSeconds(2);

  /** How long a failure counts while no command succeeds: then the next command is let through. */
  private static final Duration FAILURE_COUNTS = Duration.ofSeconds(2);

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * A probe that waits for another, whose commit hangs, ends by itself: none leaves more than one
   * process of PostgreSQL behind. A node's report brings its limit along.
   */
  private static final String LIMITS =
      "select set_config('lock_timeout', '1500', true), set_config('statement_timeout', '1500', true)";

  /** What is written where this process is no node, which would write its own row. */
  private static final String WRITE =
      """
      insert into write_probe (at) values (clock_timestamp())
      on conflict (only_row) do update set at = excluded.at
      """;

  private static final String PROBE_ROOM = "select probe_room()";

  private final Database database;
  private final PostgresNodes nodes;

  /** When a writer's last command failed, by the clock of this process, if it did. */
  private final AtomicReference<OptionalLong> failure = new AtomicReference<>(OptionalLong.empty());

  public WriteHealth(Database database, PostgresNodes nodes) {
    this.database = database;
    this.nodes = nodes;
  }

  /** What a writer's commands changed is written. */
  void succeeded() {
    if (failure.get().isPresent()) {
      failure.set(OptionalLong.empty());
    }
  }

  /**
   * Records that a writer could not write a command. A fault of the command itself does not count,
   * nor does a lock that was not available, as both concern no other commands or tenants.
   */
  void failed(Exception cause) {
    var isStores =
        switch (cause) {
          case SQLException e ->
              Database.kind(e) == StoreException.Kind.UNKNOWN
                  && !LOCK_NOT_AVAILABLE.equals(e.getSQLState());
          case StoreException e -> e.kind() != StoreException.Kind.REFUSED;
          default -> false;
        };
    if (isStores) {
      failure.set(OptionalLong.of(System.nanoTime()));
    }
  }

  /** Tries to write, for as long as {@link #PROBE}; a node writes its report. */
  public boolean isReady() {
    var hasFailed = failure.get().isPresent();
    var report = nodes.report();
    try {
      database.on(
          PROBE,
          connection -> {
            if (report != null && !hasFailed) {
              report.statement().runAlone(connection);
            } else {
              var probe = new Pipeline().add(LIMITS).add(hasFailed ? PROBE_ROOM : WRITE);
              if (report != null) {
                probe.add(report.statement());
              }
              probe.commit(connection);
            }
            return null;
          });
    } catch (SQLException | StoreException e) {
      return false;
    }
    if (report != null) {
      report.written().run();
    }
    var last = failure.get();
    if (last.isPresent() && System.nanoTime() - last.getAsLong() < FAILURE_COUNTS.toNanos()) {
      return false;
    }
    failure.compareAndSet(last, OptionalLong.empty());
    return true;
  }
}
