package org.samling.postgres.connection;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.slf4j.LoggerFactory;

/**
 * Connects only to the library's database, and not to anything that merely looks like it: a
 * standby, an old primary that came back, a copy. Where the address names several servers, those
 * are passed over.
 */
final class GuardedDataSource implements DataSource {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(GuardedDataSource.class);

  private final List<DatabaseAddress> servers;
  private final LatestDatabase seen;
  private final ActingKeys keys;
  private volatile Runnable onAdvance = () -> {};
  private volatile boolean hasLooked;
  private volatile @Nullable DatabaseAddress last;
  private volatile @Nullable String lastRefusal;

  /** Connects to nothing yet. */
  GuardedDataSource(DatabaseAddress address, LatestDatabase seen, ActingKeys keys) {
    this.servers = address.each();
    this.seen = seen;
    this.keys = keys;
  }

  /** Sets what to do when a database is found that is further on than the one before. */
  void onAdvance(Runnable action) {
    onAdvance = action;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!hasLooked && servers.size() > 1) {
      // A node that never saw the new primary would accept the old one, if that came first.
      lookAround();
    }
    hasLooked = true;
    var failures = new ArrayList<SQLException>();
    for (var server : theLastOneFirst()) {
      try {
        return admittedAt(server);
      } catch (SQLException e) {
        failures.add(e);
      }
    }
    throw mostSpecific(failures);
  }

  /** Asks all at once, so that the first connection does not wait for each server in turn. */
  private void lookAround() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var server : servers) {
        threads.execute(() -> lookAt(server));
      }
    }
  }

  private void lookAt(DatabaseAddress server) {
    try {
      admittedAt(server).close();
    } catch (SQLException e) {
      LOG.info("{} is skipped: {}", server, e.getMessage());
    }
  }

  private List<DatabaseAddress> theLastOneFirst() {
    var first = last;
    return first == null
        ? servers
        : Stream.concat(Stream.of(first), servers.stream().filter(other -> other != first))
            .toList();
  }

  /** A refusal says more than a server that does not answer. */
  private SQLException mostSpecific(List<SQLException> failures) {
    var chosen =
        failures.stream()
            .filter(RefusedDatabaseException.class::isInstance)
            .findFirst()
            .orElse(failures.getFirst());
    failures.stream().filter(other -> other != chosen).forEach(chosen::addSuppressed);
    if (chosen instanceof RefusedDatabaseException refused) {
      report(refused);
    }
    return chosen;
  }

  private Connection admittedAt(DatabaseAddress server) throws SQLException {
    var connection = admitted(server.connect());
    last = server;
    return connection;
  }

  private Connection admitted(Connection connection) throws SQLException {
    try {
      var look = DatabaseLine.look(connection);
      var objection = look.objection(seen.furthest());
      if (objection.isPresent()) {
        throw new RefusedDatabaseException(host(connection), objection.get());
      }
      var line = look.line().orElseThrow();
      if (look.kept().timeline() < line.timeline()) {
        raise(connection, line);
      }
      if (seen.remember(line)) {
        LOG.warn(
            "the database is now at {}: system {}, timeline {}",
            host(connection),
            line.system(),
            line.timeline());
        onAdvance.run();
      }
      Session.begin(connection, keys);
      lastRefusal = null;
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** If the timeline can't be stored now, the next connection stores it. */
  private static void raise(Connection connection, DatabaseLine line) {
    try {
      DatabaseLine.raise(connection);
    } catch (SQLException e) {
      LOG.warn("timeline {} can't be recorded in the store: {}", line.timeline(), e.getMessage());
    }
  }

  private void report(RefusedDatabaseException refused) {
    var message = String.valueOf(refused.getMessage());
    if (!message.equals(lastRefusal)) {
      lastRefusal = message;
      LOG.error("{}", message);
    }
  }

  /** Which of several servers the driver has chosen. */
  private static String host(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec().toString();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("its role is fixed");
  }

  @Override
  public void setLoginTimeout(int seconds) {
    DriverManager.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return DriverManager.getLoginTimeout();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return DriverManager.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    DriverManager.setLogWriter(out);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("it logs by SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (!isWrapperFor(type)) {
      throw new SQLFeatureNotSupportedException("it is not a " + type);
    }
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
