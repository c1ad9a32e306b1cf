package org.samling.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.samling.postgres.connection.DatabaseSettings;

/**
 * A driver that counts round trips: each execution of a statement, and each end of a transaction
 * that is a message of its own. What the access log writes is left out, since it comes whenever it
 * comes.
 */
public final class CountedDriver implements Driver {

  private static final String REAL = "jdbc:postgresql:";
  private static final String OWN = "jdbc:counted:";
  private static final String ACCESS_LOG = "patron_access";
  private static final AtomicInteger ROUND_TRIPS = new AtomicInteger();
  private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

  static {
    try {
      DriverManager.registerDriver(new CountedDriver());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private CountedDriver() {}

  /**
   * A store in a library's database, of which the round trips are counted; the caller closes it.
   */
  public static PostgresStore store(TestLibrary library) {
    var settings = TestLibrary.settings(library.roles, 64);
    return new PostgresStore(
        new DatabaseSettings(
            settings.url().replace(REAL, OWN),
            settings.user(),
            settings.password(),
            1, // a second would be looked at by itself when it is made, whenever that is
            settings.batch(),
            settings.queue(),
            settings.answerWithin()),
        TestLibrary.keyring());
  }

  /** How many round trips an action takes. */
  public static int during(Runnable action) {
    var before = ROUND_TRIPS.get();
    action.run();
    return ROUND_TRIPS.get() - before;
  }

  /** The SQL that an action sends, one text for each round trip. */
  public static List<String> asked(Runnable action) {
    ASKED.clear();
    action.run();
    return List.copyOf(ASKED);
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(OWN);
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    var connection = DriverManager.getConnection(url.replace(OWN, REAL), info);
    return proxy(
        Connection.class,
        (method, arguments) -> {
          switch (method.getName()) {
            case "commit", "rollback" -> {
              var state = connection.unwrap(BaseConnection.class).getTransactionState();
              if (state != TransactionState.IDLE) {
                ROUND_TRIPS.incrementAndGet();
              }
            }
            default -> {} // what else a connection does is done on this side, or by statements
          }
          var result = method.invoke(connection, arguments);
          return switch (result) {
            case PreparedStatement statement ->
                counted(PreparedStatement.class, statement, String.valueOf(arguments[0]));
            case Statement statement -> counted(Statement.class, statement, "");
            case null, default -> result;
          };
        });
  }

  private static <S extends Statement> S counted(Class<S> type, S statement, String sql) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().startsWith("execute") && !sql.contains(ACCESS_LOG)) {
            ROUND_TRIPS.incrementAndGet();
            ASKED.add(sql);
          }
          return method.invoke(statement, arguments);
        });
  }

  private interface Call {
    @Nullable Object on(Method method, @Nullable Object[] arguments)
        throws SQLException, ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader() == null
                ? CountedDriver.class.getClassLoader()
                : type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return call.on(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
