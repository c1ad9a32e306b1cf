package org.samling.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Session;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.Provisioning;

/** What tests ask a library's database, and do to it, past the store's ports. */
final class TestQuestions implements AutoCloseable {

  /**
   * Tests ask the same long questions again and again: planning one takes longer than its answer.
   */
  private static final Map<String, String> PLANNED_ONCE = Map.of("prepareThreshold", "1");

  private final KeptConnection application;
  private final KeptConnection superuser;

  TestQuestions(Provisioning.Roles roles) {
    application = new KeptConnection(() -> withKeys(open(roles, PLANNED_ONCE)));
    superuser = new KeptConnection(() -> TestPostgres.connect(roles.url()));
  }

  void asSuperuser(String sql) {
    superuser.on(connection -> {
      connection.setSchema(Migrations.SCHEMA);
      try (var statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  /** A text of each row, as the application's role. */
  List<String> texts(Acting acting, String sql) {
    return application.on(connection -> {
      TestLibrary.act(connection, acting);
      var texts = new ArrayList<String>();
      try (var statement = connection.prepareStatement(sql);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(String.valueOf(rows.getString(1)));
        }
      }
      return texts;
    });
  }

  /** A number, as the application's role, for somebody or for nobody. */
  long count(@Nullable Acting acting, String sql) {
    return application.on(connection -> {
      if (acting != null) {
        TestLibrary.act(connection, acting);
      }
      try (var statement = connection.prepareStatement(sql);
          var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  /** A connection of the application's role, with the keys of a node. */
  static Connection connect(Provisioning.Roles roles) throws SQLException {
    return withKeys(connectWithoutKeys(roles));
  }

  static Connection connectWithoutKeys(Provisioning.Roles roles) throws SQLException {
    return open(roles, Map.of());
  }

  private static Connection withKeys(Connection connection) throws SQLException {
    Session.begin(connection, new ActingKeys(TestLibrary.keyring()));
    connection.commit();
    return connection;
  }

  private static Connection open(Provisioning.Roles roles, Map<String, String> driver)
      throws SQLException {
    var properties = new Properties();
    properties.putAll(driver);
    properties.put("user", roles.application());
    properties.put("password", roles.applicationPassword().value());
    var connection = DriverManager.getConnection(roles.url(), properties);
    connection.setSchema(Migrations.SCHEMA);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public void close() {
    application.close();
    superuser.close();
  }
}
