package org.samling.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A driver for a store whose statements have forgotten their tenant: whatever a statement demands
 * of {@code tenant_id} is true. What keeps tenants apart then is PostgreSQL alone.
 */
final class UnconditionedDriver implements Driver {

  private static final String REAL = "jdbc:postgresql:";
  private static final String OWN = "jdbc:unconditioned:";
  private static final Pattern CONDITION =
      Pattern.compile("\\b(?:[a-z_]+\\.)?tenant_id = (?:\\?|[a-z_]+\\.tenant_id\\b)");

  static {
    try {
      DriverManager.registerDriver(new UnconditionedDriver());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private UnconditionedDriver() {}

  /** The address at which a database is reached without conditions. */
  static String url(String url) {
    return url.replace(REAL, OWN);
  }

  /** A statement without its conditions on the tenant; as many parameters as before. */
  static String unconditioned(String sql) {
    return CONDITION.matcher(sql).replaceAll("($0 or true)");
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
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                arguments[0] = unconditioned((String) arguments[0]);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
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
