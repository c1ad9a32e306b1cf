package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.rows.Pipeline;

/**
 * The standbys that a primary sends its changes to, and those that commits wait for.
 *
 * @param commit {@code synchronous_commit}, as it applies to whoever asks
 * @param awaited {@code synchronous_standby_names}
 * @param standbys those that are connected
 */
public record Replication(String commit, String awaited, List<Standby> standbys) {

  /**
   * A connected standby. A role that is not a member of {@code pg_monitor} sees only its name.
   *
   * @param name its {@code application_name}
   * @param state such as {@code streaming}
   * @param mode such as {@code sync}, {@code quorum}, {@code async}
   * @param bytes how much it has yet to replay
   * @param time how long recent changes take to be replayed; null also where there were none
   */
  public record Standby(
      String name,
      @Nullable String state,
      @Nullable String mode,
      @Nullable Long bytes,
      @Nullable Duration time) {

    private boolean follows() {
      return state == null || state.equals("streaming");
    }
  }

  /**
   * Makes a commit wait for the standbys although nothing else is written. What was found may be
   * committed on this server only: after a restart it is visible here, whether or not a standby has
   * it.
   */
  public static final String AWAIT_STANDBYS = "select pg_logical_emit_message(true, 'samling', '')";

  /** Ends a transaction that only found an earlier outcome, which is acknowledged now. */
  public static void commitWhatWasFound(Connection connection) throws SQLException {
    new Pipeline().add(AWAIT_STANDBYS).commit(connection);
  }

  private static final Pattern COUNTED =
      Pattern.compile(
          "\\s*(?:(?:first|any)\\s+)?(\\d+)\\s*\\((.*)\\)\\s*", Pattern.CASE_INSENSITIVE);

  private static final String SENDERS =
      """
      select application_name as name, state, sync_state as mode, pg_wal_lsn_diff(pg_current_wal_flush_lsn(), replay_lsn)::bigint as bytes,
        (extract(epoch from replay_lag) * 1000)::bigint as millis
      from pg_stat_replication
      where application_name <> 'pg_basebackup' and coalesce(state, '') <> 'backup'
      order by application_name
      """;

  private static final String WAITING =
      """
      select current_setting('synchronous_commit') as commit,
        current_setting('synchronous_standby_names') as awaited
      """;

  private record Sender(
      String name,
      @Nullable String state,
      @Nullable String mode,
      @Nullable Long bytes,
      @Nullable Long millis) {

    Standby standby() {
      return new Standby(
          name, state, mode, bytes, millis == null ? null : Duration.ofMillis(millis));
    }
  }

  private record Waiting(String commit, String awaited) {}

  /** Asks a primary. */
  public static Replication of(Connection connection) throws SQLException {
    var pipeline = new Pipeline();
    var standbys = pipeline.list(Sender.class, Sender::standby, SENDERS);
    var waiting = pipeline.one(Waiting.class, WAITING);
    pipeline.run(connection);
    return new Replication(waiting.get().commit(), waiting.get().awaited(), standbys.get());
  }

  /** How many standbys a commit waits for. */
  public int needed() {
    if (awaited.isBlank()) {
      return 0;
    }
    var counted = COUNTED.matcher(awaited);
    return counted.matches() ? Integer.parseInt(Objects.requireNonNull(counted.group(1))) : 1;
  }

  /** How many of the standbys that a commit may wait for are connected. */
  public long answering() {
    return standbys.stream().filter(Standby::follows).filter(one -> isAwaited(one.name)).count();
  }

  private boolean isAwaited(String standby) {
    var counted = COUNTED.matcher(awaited);
    var names = counted.matches() ? Objects.requireNonNull(counted.group(2)) : awaited;
    return Stream.of(names.split(",", -1))
        .map(name -> name.strip().replaceFirst("^\"(.*)\"$", "$1"))
        .anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(standby));
  }
}
