package org.samling.exchange.generate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.Session;
import org.samling.postgres.schema.Migrations;

/**
 * The logins that write a generated library. They use the application's own role, under row-level
 * security, so that it works in any database that the server can use, and no row can go astray.
 *
 * @param url the JDBC address of the database
 * @param application the login that writes
 * @param role the role that this login assumes, or null where it has it already
 * @param maintainer the login that may run VACUUM ANALYZE on the new rows, or null to leave that to
 *     autovacuum
 * @param keyring the keys that sign for whom it acts
 */
record Rights(
    String url,
    Login application,
    @Nullable String role,
    @Nullable Login maintainer,
    Keyring keyring) {

  private static final String APPLICATION = "samling_app";

  /** A login of the database. */
  record Login(String user, Secret password) {}

  /** The logins in the library's configuration. */
  static Rights of(Library library, Configuration configuration) {
    var keyring = Keyring.loadOrCreate(configuration.keys());
    return switch (configuration.store().database()) {
      case Configuration.Embedded _ -> {
        var server = library.server();
        if (server == null) {
          throw new IllegalStateException("the embedded database is not started");
        }
        var superuser = server.superuser();
        var login = new Login(superuser.user(), new Secret(superuser.password()));
        yield new Rights(library.url(), login, APPLICATION, login, keyring);
      }
      case Configuration.External external -> {
        var owner = external.owner();
        yield new Rights(
            external.url(),
            new Login(external.user(), external.password()),
            null,
            owner == null ? null : new Login(owner.user(), owner.password()),
            keyring);
      }
    };
  }

  /** Connects as the application. */
  Connection connect() throws SQLException {
    var connection = connect(application);
    try (var statement = connection.createStatement()) {
      if (role != null) {
        statement.execute("set role " + role);
      }
      // Without statistics PostgreSQL would scan a new table for every row.
      statement.execute("set enable_nestloop = off; set work_mem = '256MB'; set jit = off");
      Session.begin(connection, new ActingKeys(keyring));
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Runs a statement in a transaction of its own that acts for a tenant.
   *
   * @return how many rows it wrote
   */
  static int execute(Connection connection, TenantId tenant, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (var act = connection.prepareStatement(Acting.SET);
        var statement = connection.createStatement()) {
      act.setString(1, Acting.of(tenant).on(connection));
      act.execute();
      var rows = statement.executeUpdate(sql);
      connection.commit();
      return rows;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Has PostgreSQL analyze all rows, where a login may. */
  void settle() throws SQLException {
    if (maintainer != null) {
      try (var connection = connect(maintainer);
          var statement = connection.createStatement()) {
        for (var table :
            new String[] {
              "patron", "patron_identifier", "common_record", "item", "loan", "hold", "ledger_entry"
            }) {
          statement.execute("vacuum analyze " + table);
        }
      }
    }
  }

  private Connection connect(Login login) throws SQLException {
    var connection = DriverManager.getConnection(url, login.user(), login.password().value());
    try (var statement = connection.createStatement()) {
      statement.execute("set search_path = " + Migrations.SCHEMA);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
