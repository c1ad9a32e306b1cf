package org.samling.postgres;

import java.util.Map;
import org.flywaydb.core.Flyway;
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
    return Flyway.configure()
        .dataSource(url, owner, password.value())
        .locations("classpath:org/samling/postgres/migration")
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .placeholders(Map.of("schema", SCHEMA, "application", quoted(application)))
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private static String quoted(String role) {
    return '"' + role.replace("\"", "\"\"") + '"';
  }
}
