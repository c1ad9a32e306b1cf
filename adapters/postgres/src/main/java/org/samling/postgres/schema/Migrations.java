package org.samling.postgres.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;
import org.samling.core.StoreException;
import org.samling.core.organisation.Secret;
import org.samling.postgres.rows.Rows;

/**
 * Brings the schema of a database up to what this version needs. Run by the owner of the tables.
 *
 * <p>The migrations below {@link #FIRST_UPGRADE} are the schema by subject, as first put together.
 * Every later change is an upgrade, with the next number.
 *
 * <p>At each start Flyway parses every script before it finds that there is nothing to do. So it is
 * run only where its history differs from the migrations of this version.
 */
public final class Migrations {

  /** The schema that holds all tables. */
  public static final String SCHEMA = "samling";

  private static final String HISTORY = "flyway_schema_history";
  private static final String LOCATION = "org/samling/postgres/schema";

  /** A file by which their directory is found: others of the class path may have its name. */
  private static final String FIRST = "/V101__organisation.sql";

  private static final int FIRST_UPGRADE = 201;

  /** Why a schema is refused that {@link #isContinued} rejects; follows the name of what has it. */
  public static final String OF_ANOTHER_SCHEMA =
      " was made by a version of Samling before the first release, whose schema is not upgraded";

  /** What to do about it. */
  public static final String INSTEAD =
      "Go on with that version, or load the library anew into an empty database (docs/operations.md, Upgrade).";

  private static final Pattern SCRIPT = Pattern.compile("(?:.*/)?(V([0-9]+)__.*\\.sql)");

  private static final String HAS_HISTORY =
      "select to_regclass('%s.%s') is not null".formatted(SCHEMA, HISTORY);

  private static final String APPLIED =
      "select version::int as version, checksum from %s.%s where success and version is not null"
          .formatted(SCHEMA, HISTORY);

  private Migrations() {}

  /** The migrations of this version, by number, with the checksum that Flyway records for each. */
  private static final class Known {
    private static final SortedMap<Integer, Integer> CHECKSUMS = checksums();
  }

  private static SortedMap<Integer, Integer> checksums() {
    var first = Objects.requireNonNull(Migrations.class.getResource("/" + LOCATION + FIRST));
    try (var names = namesBeside(first)) {
      return names
          .map(SCRIPT::matcher)
          .filter(Matcher::matches)
          .collect(
              Collectors.toMap(
                  script -> Integer.valueOf(script.group(2)),
                  script -> checksum("/" + LOCATION + "/" + script.group(1)),
                  (one, _) -> one,
                  TreeMap::new));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the migrations can't be read beside " + first, e);
    }
  }

  /** Flyway's checksum: CRC-32 of all lines without their line ends. */
  private static int checksum(String resource) {
    var checksum = new CRC32();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Migrations.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        checksum.update(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) checksum.getValue();
  }

  /** The names of the files beside one of the class path, in a jar or not. */
  private static Stream<String> namesBeside(URL file) throws IOException, URISyntaxException {
    if (file.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(LOCATION));
    }
    return Files.list(Objects.requireNonNull(Path.of(file.toURI()).getParent()))
        .map(Path::toString);
  }

  /**
   * Runs the migrations that the database does not have yet.
   *
   * @param url the JDBC address
   * @param owner the role that owns the tables, or will
   * @param application the role of the application, which is granted what it needs and no more
   * @return how many were run
   * @throws StoreException when the database has another schema, which no upgrade continues
   */
  public static int run(String url, String owner, Secret password, String application) {
    return run(url, owner, password, application, Known.CHECKSUMS.lastKey());
  }

  /**
   * The same, up to a given migration.
   *
   * @param last the last migration that is run
   */
  public static int run(String url, String owner, Secret password, String application, int last) {
    var applied = appliedIfReadable(url, owner, password);
    if (applied.equals(Known.CHECKSUMS.headMap(last + 1))) {
      return 0;
    }
    if (!beginsWithSchema(applied)) {
      throw new StoreException(
          StoreException.Kind.REFUSED, "the database" + OF_ANOTHER_SCHEMA + ". " + INSTEAD, null);
    }
    return flyway(url, owner, password, application)
        .target(MigrationVersion.fromVersion(Integer.toString(last)))
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private static SortedMap<Integer, Integer> appliedIfReadable(
      String url, String owner, Secret password) {
    try {
      return applied(url, owner, password);
    } catch (SQLException e) {
      RefusedLogin.of(e)
          .ifPresent(refused -> {
            throw refused;
          });
      return Collections.emptySortedMap(); // Flyway says what is wrong
    }
  }

  /** Whether a history begins with the files of this schema, as far as it goes. */
  private static boolean beginsWithSchema(SortedMap<Integer, Integer> applied) {
    var schema = Known.CHECKSUMS.headMap(FIRST_UPGRADE).entrySet();
    var length = Math.min(schema.size(), applied.size());
    return List.copyOf(applied.entrySet())
        .subList(0, length)
        .equals(List.copyOf(schema).subList(0, length));
  }

  /**
   * Whether upgrades lead from a schema to that of this version. They don't from schemas made
   * before the first release.
   *
   * @param last the last migration that the schema has
   */
  public static boolean isContinued(int last) {
    return last >= Known.CHECKSUMS.headMap(FIRST_UPGRADE).lastKey();
  }

  private static FluentConfiguration flyway(
      String url, String owner, Secret password, String application) {
    return Flyway.configure()
        .dataSource(primary(url, owner, password))
        .locations("classpath:" + LOCATION)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .table(HISTORY)
        .placeholders(Map.of("application", quoted(application)));
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
   * How far a schema has been migrated.
   *
   * @param current the last migration that the database has, or 0 for none
   * @param newest the last one that this version of Samling knows
   */
  public record State(int current, int newest) {}

  /**
   * Reads how far the schema of a database has been migrated.
   *
   * @param url the JDBC address
   * @param owner the role that owns the tables, or may
   */
  public static State state(String url, String owner, Secret password) {
    try {
      var applied = applied(url, owner, password);
      return new State(applied.isEmpty() ? 0 : applied.lastKey(), Known.CHECKSUMS.lastKey());
    } catch (SQLException e) {
      throw RefusedLogin.of(e)
          .orElseGet(() ->
              new StoreException(
                  StoreException.Kind.UNAVAILABLE,
                  "the migrations of the database can't be read: " + e.getMessage(),
                  e));
    }
  }

  /** The checksums that Flyway recorded for the successful migrations, by version. */
  private static SortedMap<Integer, Integer> applied(String url, String owner, Secret password)
      throws SQLException {
    record Migration(int version, int checksum) {}
    var applied = new TreeMap<Integer, Integer>();
    try (var connection = primary(url, owner, password).getConnection()) {
      if (Rows.one(connection, Boolean.class, HAS_HISTORY)) {
        Rows.list(connection, Migration.class, APPLIED)
            .forEach(migration -> applied.put(migration.version(), migration.checksum()));
      }
    }
    return applied;
  }

  private static String quoted(String role) {
    return '"' + role.replace("\"", "\"\"") + '"';
  }
}
