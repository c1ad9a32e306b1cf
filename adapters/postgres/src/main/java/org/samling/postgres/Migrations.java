package org.samling.postgres;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;
import org.samling.core.organisation.Secret;

/** Brings the schema of a database to what this version needs. Run by the owner of the tables. */
public final class Migrations {

  /** The schema that holds all tables. */
  public static final String SCHEMA = "samling";

  private Migrations() {}

  /**
   * Runs the migrations that the database has not seen yet.
   *
   * @param url the JDBC address
   * @param owner the role that owns the tables, or will
   * @param password its password
   * @param application the role of the application, which is granted what it needs and no more
   * @return how many were run
   */
  public static int run(String url, String owner, Secret password, String application) {
    return migrate(flyway(url, owner, password, application));
  }

  /**
   * The same up to a migration.
   *
   * @param last the last migration that is run
   */
  public static int run(String url, String owner, Secret password, String application, int last) {
    return migrate(
        flyway(url, owner, password, application)
            .target(MigrationVersion.fromVersion(Integer.toString(last))));
  }

  private static int migrate(FluentConfiguration flyway) {
    return flyway.load().migrate().migrationsExecuted;
  }

  private static FluentConfiguration flyway(
      String url, String owner, Secret password, String application) {
    return Flyway.configure()
        .dataSource(primary(url, owner, password))
        .locations("classpath:org/samling/postgres/migration")
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .placeholders(Map.of("schema", SCHEMA, "application", quoted(application)));
  }

  /** Connects a role to the primary among the servers that an address names, never to a standby. */
  public static DataSource primary(String url, String role, Secret password) {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(role);
    source.setPassword(password.value());
    source.setTargetServerType("primary");
    return source;
  }

  /**
   * How far a schema is.
   *
   * @param current the last migration that the database has, or 0 for none
   * @param newest the last one that this version of Samling knows
   */
  public record State(int current, int newest) {}

  /**
   * How far the schema of a database is.
   *
   * @param url the JDBC address
   * @param owner the role that owns the tables, or may
   * @param password its password
   */
  public static State state(String url, String owner, Secret password) {
    var current = 0;
    var newest = 0;
    for (var migration : flyway(url, owner, password, owner).load().info().all()) {
      if (migration.getVersion() == null) {
        continue; // Flyway's note that it made the schema
      }
      var version = Integer.parseInt(migration.getVersion().getVersion());
      if (migration.getState().isApplied()) {
        current = Math.max(current, version);
      }
      if (migration.getState().isResolved()) {
        newest = Math.max(newest, version);
      }
    }
    return new State(current, newest);
  }

  private static String quoted(String role) {
    return '"' + role.replace("\"", "\"\"") + '"';
  }
}
