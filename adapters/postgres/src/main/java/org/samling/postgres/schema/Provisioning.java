package org.samling.postgres.schema;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import org.samling.core.StoreException;
import org.samling.core.organisation.Secret;
import org.samling.postgres.rows.Pipeline;

/**
 * Prepares a PostgreSQL server for the store: two roles and a database. The owner owns the tables
 * and changes the schema; the application reads and writes what it is granted and can't bypass
 * row-level security.
 */
public final class Provisioning {

  private static final String OWNER = "samling_owner";

  /** The role of the application. */
  public static final String APPLICATION = "samling_app";

  private Provisioning() {}

  /**
   * How the two roles reach the database.
   *
   * @param url the JDBC address
   * @param owner the role that owns the tables
   * @param ownerPassword its password
   * @param application the role of the application
   * @param applicationPassword its password
   */
  public record Roles(
      String url,
      String owner,
      Secret ownerPassword,
      String application,
      Secret applicationPassword) {

    /** Runs the migrations that the database does not have yet; returns how many. */
    public int migrate() {
      return Migrations.run(url, owner, ownerPassword, application);
    }
  }

  /**
   * Creates the roles and the database where they are missing, and gives both roles new passwords,
   * which nobody else needs to know.
   *
   * @param url the JDBC address of a database that exists already
   * @param database the name of the store's database
   * @param databaseUrl the JDBC address of the store's database
   * @throws StoreException when the server refuses
   */
  public static Roles prepare(
      String url, String superuser, Secret password, String database, String databaseUrl) {
    var ownerPassword = newPassword();
    var applicationPassword = newPassword();
    try (var connection = DriverManager.getConnection(url, superuser, password.value())) {
      putRole(connection, OWNER, ownerPassword);
      putRole(connection, APPLICATION, applicationPassword);
      if (!exists(connection, "select from pg_database where datname = ?", database)) {
        execute(connection, "create database \"" + database + "\" owner " + OWNER);
      }
      execute(connection, "grant set on parameter backtrace_functions to " + OWNER);
      execute(connection, "revoke all on database \"" + database + "\" from public");
      execute(connection, "grant connect on database \"" + database + "\" to " + APPLICATION);
    } catch (SQLException e) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "the database could not be prepared: " + e.getMessage(),
          e);
    }
    return new Roles(databaseUrl, OWNER, ownerPassword, APPLICATION, applicationPassword);
  }

  private static void putRole(Connection connection, String role, Secret password)
      throws SQLException {
    var verb =
        exists(connection, "select from pg_roles where rolname = ?", role) ? "alter" : "create";
    execute(
        connection,
        "%s role %s login nosuperuser nocreatedb nocreaterole nobypassrls password '%s'"
            .formatted(verb, role, password.value()));
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    var pipeline = new Pipeline();
    var exists = pipeline.any(sql, name);
    pipeline.run(connection);
    return exists.get();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Secret newPassword() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }
}
