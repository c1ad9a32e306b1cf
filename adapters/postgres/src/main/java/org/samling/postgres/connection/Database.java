package org.samling.postgres.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.Access;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.core.requests.ResourceLimit;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.RefusedLogin;

/**
 * The connections to PostgreSQL. Callers queue before a fair semaphore, because the pool itself is
 * not fair to waiting virtual threads.
 */
public final class Database implements AutoCloseable {

  private static final String DISK_FULL = "53100";

  /** What act_for() of the schema raises for a tenant that is being withdrawn. */
  private static final String WITHDRAWN = "SM002";

  private final GuardedDataSource source;
  private final HikariDataSource pool;
  private final Semaphore permits;
  private final TimeLimits limits = new TimeLimits();
  private final AuthorityMatching matching;

  /**
   * At least this many connections are kept open for work; more are opened when needed, and closed
   * after ten idle minutes. Each is a PostgreSQL process with its own caches.
   */
  private static final int IDLE_CONNECTIONS = 4;

  /** Work on one connection. */
  public interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Opens it.
   *
   * @param seen what this node knows of its database
   * @param keyring the keys that sign for whom its transactions act
   */
  public Database(DatabaseSettings settings, LatestDatabase seen, Keyring keyring) {
    this.matching = settings.authorities();
    var config = new HikariConfig();
    config.setPoolName("samling");
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(settings.connections(), IDLE_CONNECTIONS));
    config.setAutoCommit(false);
    config.setConnectionTimeout(DatabaseSettings.CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setValidationTimeout(DatabaseSettings.VALIDATION_TIMEOUT.toMillis());
    config.addDataSourceProperty("ApplicationName", "samling");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "15");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // The statements are few and come again: each is parsed and planned once on a connection.
    config.addDataSourceProperty("prepareThreshold", "1");
    var commit = settings.synchronousCommit();
    var timeout = DatabaseSettings.STATEMENT_TIMEOUT.toMillis();
    config.addDataSourceProperty(
        "options",
        "-c search_path=%s -c TimeZone=UTC -c statement_timeout=%d -c lock_timeout=%d"
                .formatted(Migrations.SCHEMA, timeout, timeout)
            + " -c samling.answer_within="
            + settings.answerWithin().toMillis()
            // The statements are few and take arrays of any length: planning them anew each time
            // costs more than running them. A plan may be made while a table is still empty and is
            // kept while it grows, so plans must use indexes from the start.
            + " -c plan_cache_mode=force_generic_plan"
            // Joins look up each row by index, instead of reading and caching a whole table.
            + " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
            + " -c enable_material=off"
            + " -c idle_in_transaction_session_timeout=30000"
            + " -c default_transaction_read_only=off"
            + (commit == null ? "" : " -c synchronous_commit=" + commit));
    source =
        new GuardedDataSource(
            DatabaseAddress.of(
                settings.url(),
                settings.user(),
                settings.password(),
                config.getDataSourceProperties()),
            seen,
            new ActingKeys(keyring));
    config.setDataSource(source);
    pool = new HikariDataSource(config);
    // Connections to the old primary must write nothing more there.
    source.onAdvance(pool.getHikariPoolMXBean()::softEvictConnections);
    permits = new Semaphore(settings.connections(), true);
  }

  /**
   * Opens a connection beside the pool, which whoever calls closes.
   *
   * @throws SQLException where the library's database can't be reached
   */
  public LastingConnection keep() throws SQLException {
    var connection = source.getConnection();
    connection.setAutoCommit(false);
    return new LastingConnection(connection, limits);
  }

  /** By what the headings of records that are written find authority records. */
  public AuthorityMatching matching() {
    return matching;
  }

  /**
   * Runs work on a connection, within the deadline of this thread's request. The work ends its own
   * transaction; one that it leaves open is rolled back.
   *
   * @throws SQLException as the work throws it, or where no connection is available
   */
  public <T extends @Nullable Object> T on(Work<T> work) throws SQLException {
    return on(Deadline.left(), work);
  }

  /**
   * Runs work on a connection as {@link #on(Work)} does.
   *
   * @param limit how long it may take to get a connection and do the work; the connection is
   *     aborted then. Null where nobody waits
   */
  public <T extends @Nullable Object> T on(@Nullable Duration limit, Work<T> work)
      throws SQLException {
    return CurrentRequest.<T, SQLException>step("database", () -> onOne(limit, work));
  }

  private <T extends @Nullable Object> T onOne(@Nullable Duration limit, Work<T> work)
      throws SQLException {
    var begun = System.nanoTime();
    var patience = limit == null ? DatabaseSettings.CONNECTION_TIMEOUT : limit;
    try {
      if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        ResourceLimit.STORE_CONNECTIONS.reach();
        throw new StoreException(
            StoreException.Kind.BUSY, "all connections to the database are in use", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Kind.UNKNOWN, "interrupted", e);
    }
    try {
      return limit == null
          ? onPooled(work)
          : within(limit.minusNanos(System.nanoTime() - begun), work);
    } finally {
      permits.release();
    }
  }

  private <T extends @Nullable Object> T onPooled(Work<T> work) throws SQLException {
    try (var connection = pool.getConnection()) {
      return work.on(connection);
    }
  }

  private <T extends @Nullable Object> T within(Duration left, Work<T> work) throws SQLException {
    try (var limit = limits.begin(left);
        var connection = pool.getConnection()) {
      limit.guard(connection);
      return work.on(connection);
    }
  }

  /** Runs work that only reads, or that may safely be reported as failed. */
  public <T extends @Nullable Object> T ask(Work<T> work) {
    try {
      return on(work);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * Runs statements in a transaction of one tenant and commits: one round trip for all that {@code
   * pipeline} holds.
   */
  public void inTenant(TenantId tenant, Pipeline pipeline) {
    ask(connection -> {
      Pipeline.of(tenant).add(Acting.SET, Acting.of(tenant)).add(pipeline).commit(connection);
      return null;
    });
  }

  /** Adds statements to a pipeline, and picks the answer to return. */
  public interface Statements<T extends @Nullable Object> {
    Answer<T> on(Pipeline pipeline);
  }

  /**
   * Runs statements in a transaction of one tenant, available to them as {@code :tenant}, and
   * commits: one round trip for all of them.
   *
   * @return the answer
   */
  public <T extends @Nullable Object> T inTenant(TenantId tenant, Statements<T> statements) {
    var pipeline = Pipeline.of(tenant);
    var answer = statements.on(pipeline);
    inTenant(tenant, pipeline);
    return answer.get();
  }

  /**
   * The same, for changes to the configuration: triggers log who made them, from the thread's
   * access.
   */
  public void changeInTenant(TenantId tenant, Pipeline pipeline) {
    var access = Access.now();
    inTenant(
        tenant, new Pipeline().add(SET_ACTOR, access.actor(), access.protocol()).add(pipeline));
  }

  /** The same, with an answer. */
  public <T extends @Nullable Object> T changeInTenant(TenantId tenant, Statements<T> statements) {
    var pipeline = Pipeline.of(tenant);
    var answer = statements.on(pipeline);
    changeInTenant(tenant, pipeline);
    return answer.get();
  }

  /**
   * Runs statements in a transaction of no tenant, which acts for the library as a whole, and
   * commits: one round trip for all of them.
   *
   * @return the answer
   */
  public <T extends @Nullable Object> T inTransaction(Statements<T> statements) {
    var pipeline = new Pipeline();
    var answer = statements.on(pipeline);
    forAll(pipeline);
    return answer.get();
  }

  /** The same, for statements without an answer. */
  public void forAll(Pipeline pipeline) {
    ask(connection -> {
      new Pipeline().add(Acting.SET, Acting.ALL).add(pipeline).commit(connection);
      return null;
    });
  }

  /**
   * Runs one statement as a transaction of its own, for what is asked again and again: a begin and
   * a commit would be as many statements again. It acts for nobody, unless a claim is among its
   * arguments ({@link Acting}).
   *
   * @return the answer
   */
  public <T extends @Nullable Object> T alone(Statements<T> statement) {
    var pipeline = new Pipeline();
    var answer = statement.on(pipeline);
    ask(connection -> {
      pipeline.runAlone(connection);
      return null;
    });
    return answer.get();
  }

  /** Sets who acts in the transaction, and how. */
  static final String SET_ACTOR =
      "select set_config('samling.actor', ?, true), set_config('samling.protocol', ?, true)";

  public static StoreException unavailable(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedDatabaseException refused) {
        return new StoreException(
            StoreException.Kind.UNAVAILABLE, String.valueOf(refused.getMessage()), e);
      }
    }
    var login = RefusedLogin.of(e);
    if (login.isPresent()) {
      return login.get();
    }
    var kind = kind(e);
    if (kind == StoreException.Kind.REFUSED) {
      return new StoreException(kind, refusal(String.valueOf(e.getSQLState())), e);
    }
    var what = DISK_FULL.equals(e.getSQLState()) ? "its disk is full" : "the database failed";
    return new StoreException(kind, what + ": " + inShort(e), e);
  }

  /** Whether something failed because its tenant is being withdrawn. */
  public static boolean isOfWithdrawnTenant(StoreException e) {
    return e.getCause() instanceof SQLException cause && WITHDRAWN.equals(cause.getSQLState());
  }

  /** Leaves out the statement and the function that failed, which the cause has. */
  private static String inShort(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return state.startsWith("42")
        ? "it does not take a statement of this program, SQLSTATE " + state
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Why rows are refused, as a sentence for cataloguers that names no table. */
  private static String refusal(String state) {
    return switch (state) {
      case "23505" -> "Something that must be unique exists already.";
      case "23503" -> "It refers to something that does not exist, or something refers to it.";
      case "22021", "22P02", "22P05" -> "It contains a character that can't be stored.";
      default ->
          switch (state.substring(0, 2)) {
            case "54" -> "A part of it is too long to be stored.";
            case "23" -> "A part of it is missing or not allowed.";
            default -> "A part of it can't be stored as it is.";
          };
    };
  }

  /** What a failure guarantees where it is not known whether the server rolled everything back. */
  public static StoreException.Kind kind(SQLException e) {
    var state = e.getSQLState();
    if (state == null) {
      return StoreException.Kind.UNKNOWN;
    }
    return switch (state.substring(0, 2)) {
      // A text too long for an index exceeds a program limit (54).
      case "22", "23", "54" -> StoreException.Kind.REFUSED;
      // Of two transactions that deadlock or conflict, one is retried.
      case "40" -> StoreException.Kind.BUSY;
      default -> StoreException.Kind.UNKNOWN;
    };
  }

  /** How many connections are in use. */
  public int connectionsInUse() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public void close() {
    pool.close();
    limits.close();
  }
}
