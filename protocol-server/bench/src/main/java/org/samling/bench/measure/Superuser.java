package org.samling.bench.measure;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.samling.library.Library;
import org.samling.postgres.embedded.EmbeddedPostgres;

/** Runs statements in a library's embedded database that the application is not allowed. */
public final class Superuser {

  private static final String DATABASE = "samling";

  private final EmbeddedPostgres.Credentials login;
  private final String url;

  /** Receives the rows of a query, one by one. */
  public interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /**
   * Connects as the superuser of a database.
   *
   * @param url its JDBC URL
   */
  public Superuser(EmbeddedPostgres.Credentials login, String url) {
    this.login = login;
    this.url = url;
  }

  public Superuser(EmbeddedPostgres server) {
    this(server.superuser(), server.url(DATABASE));
  }

  /** The superuser of a database started by another process. */
  public static Superuser beside(Path directory) {
    return new Superuser(
        EmbeddedPostgres.superuser(directory),
        EmbeddedPostgres.runningUrl(directory, DATABASE)
            .orElseThrow(
                () -> new IllegalStateException("no database runs in %s".formatted(directory))));
  }

  public static Superuser of(Library library) {
    return new Superuser(
        Objects.requireNonNull(library.server(), "the bench runs on the embedded database"));
  }

  /** Runs a statement, or several in one transaction. */
  public void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("set search_path = samling");
      statement.execute(sql);
    }
  }

  /** The single number returned by a query. */
  public long number(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("set search_path = samling");
      try (var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Passes on the rows of a query. */
  public void rows(String sql, Row row) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("set search_path = samling");
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          row.take(rows);
        }
      }
    }
  }

  /** Runs a statement with text arrays as parameters. */
  public void execute(String sql, List<List<String>> arrays) throws SQLException {
    try (var connection = connect();
        var set = connection.createStatement()) {
      set.execute("set search_path = samling");
      try (var statement = connection.prepareStatement(sql)) {
        for (var i = 0; i < arrays.size(); i++) {
          statement.setArray(i + 1, connection.createArrayOf("text", arrays.get(i).toArray()));
        }
        statement.execute();
      }
    }
  }

  /** Opens a connection; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, login.user(), login.password());
  }

  /** The port of the database. */
  public int port() {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }
}
