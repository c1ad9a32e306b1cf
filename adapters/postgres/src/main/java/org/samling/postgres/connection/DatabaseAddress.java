package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samling.core.organisation.Secret;

/**
 * How a database is reached.
 *
 * @param url the JDBC address
 * @param properties the driver's properties, including the user and the password
 */
public record DatabaseAddress(String url, Properties properties) {

  /** What is before the servers, the servers, and what is after them. */
  private static final Pattern PARTS = Pattern.compile("(jdbc:\\w+://)([^/?]+)(.*)");

  /**
   * The address for a role.
   *
   * @param properties further properties of the driver
   */
  public static DatabaseAddress of(
      String url, String user, Secret password, Properties properties) {
    var all = new Properties();
    all.putAll(properties);
    all.setProperty("user", user);
    all.setProperty("password", password.value());
    return new DatabaseAddress(url, all);
  }

  /**
   * The same database on each of the named servers; only this address where it names one server.
   */
  public List<DatabaseAddress> each() {
    var parts = PARTS.matcher(url);
    return parts.matches()
        ? Stream.of(parts.group(2).split(",", -1))
            .map(
                server -> new DatabaseAddress(parts.group(1) + server + parts.group(3), properties))
            .toList()
        : List.of(this);
  }

  /** The servers for people to read, without what only the driver needs. */
  public String servers() {
    var parts = PARTS.matcher(url);
    return parts.matches() ? parts.group(2) : url.replaceFirst("\\?.*", "");
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return servers();
  }
}
