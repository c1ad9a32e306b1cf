package org.samling.postgres.connection;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.organisation.Secret;

/**
 * How the database is reached, and how heavily it is used.
 *
 * @param url the JDBC address, {@code jdbc:postgresql://host:port/database}; several hosts may be
 *     named
 * @param user the role of the application, which must be neither a superuser nor the owner of the
 *     tables
 * @param synchronousCommit what commits wait for, or null to leave that to the database
 * @param connections the maximum number of connections, 2 or more
 * @param batch the maximum number of a tenant's commands that are written together, 1 to 1,000
 * @param queue how many commands of a tenant may wait; one more is refused as busy
 * @param batchesAhead how many batches of a tenant may be written before they are durable, 0 or
 *     more
 * @param answerWithin how long a tenant's writer tries to run a batch, and how long an idle
 *     transaction may hold a tenant's lock
 * @param authorities by what the headings of records that are written find authority records
 */
public record DatabaseSettings(
    String url,
    String user,
    Secret password,
    @Nullable SynchronousCommit synchronousCommit,
    int connections,
    int batch,
    int queue,
    int batchesAhead,
    Duration answerWithin,
    AuthorityMatching authorities) {

  private static final int BATCHES_AHEAD = 8;

  /** How long a caller waits for a connection where it has no deadline. */
  static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  /** How long an idle connection may take to prove that it is alive. */
  static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);

  /** The longest time that PostgreSQL works on one statement, or waits for a lock. */
  static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

  /** What commits wait for where the database has synchronous standbys. */
  public enum SynchronousCommit {
    /** For the standbys' disks. */
    ON,
    /** Until it can be read on the standbys, too. */
    REMOTE_APPLY,
    /** For the standbys' memory. */
    REMOTE_WRITE,
    /** For the primary's disk alone. */
    LOCAL;

    /** As PostgreSQL calls it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** With the database's own setting for what commits wait for. */
  public DatabaseSettings(
      String url,
      String user,
      Secret password,
      int connections,
      int batch,
      int queue,
      Duration answerWithin) {
    this(
        url,
        user,
        password,
        null,
        connections,
        batch,
        queue,
        BATCHES_AHEAD,
        answerWithin,
        AuthorityMatching.LINKS);
  }

  /** Settings that suit one machine. */
  public static DatabaseSettings of(String url, String user, Secret password) {
    return new DatabaseSettings(url, user, password, 10, 64, 2_000, Duration.ofSeconds(4));
  }
}
