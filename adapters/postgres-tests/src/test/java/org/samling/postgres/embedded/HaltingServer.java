package org.samling.postgres.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;

/** A program that starts a server, commits a row and is gone without stopping anything. */
final class HaltingServer {

  private HaltingServer() {}

  /** Prints {@code started <pid>} or {@code refused <message>}. */
  public static void main(String[] args) throws Exception {
    try {
      var server =
          EmbeddedPostgres.start(
              new EmbeddedPostgres.Settings(Path.of(args[0]), 0, Map.of(), Path.of(args[1])));
      var superuser = server.superuser();
      try (var connection =
              DriverManager.getConnection(
                  server.url("postgres"), superuser.user(), superuser.password());
          var statement = connection.createStatement()) {
        statement.execute("create table halted as select 42 as answer");
      }
      System.out.println("started " + server.pid().orElseThrow());
    } catch (EmbeddedPostgresException e) {
      System.out.println("refused " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }
}
