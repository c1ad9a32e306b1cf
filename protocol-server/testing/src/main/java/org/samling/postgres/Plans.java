package org.samling.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.samling.postgres.connection.Json;
import org.samling.postgres.embedded.TestPostgres;
import tools.jackson.databind.JsonNode;

/**
 * The plans by which PostgreSQL executed a store's statements, from the server's own log: of every
 * statement, including those within functions, run by the application's role and as cached.
 */
public final class Plans {

  /** Settings that make a server log the plan of each statement. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "session_preload_libraries", "auto_explain",
          "auto_explain.log_min_duration", "0",
          "auto_explain.log_format", "json",
          "auto_explain.log_nested_statements", "on",
          "auto_explain.log_parameter_max_length", "0");

  private Plans() {}

  /**
   * A statement's access to one table or index.
   *
   * @param statement its text
   * @param kind the access method in EXPLAIN's terms: Index Scan
   * @param name the table if it is read whole, otherwise the index
   * @param condition the index condition; empty for none
   */
  public record Read(String statement, String kind, String name, String condition) {

    /** Whether it is restricted by the tenant alone. */
    public boolean isOfATenant() {
      return conjuncts(condition).stream().allMatch(c -> c.matches("\\(*(\\w+\\.)?tenant_id = .*"));
    }

    /** The conjuncts that are in no parentheses but the outermost. */
    private static List<String> conjuncts(String condition) {
      var conjuncts = new ArrayList<String>();
      var depth = 0;
      var begin = 0;
      for (var i = 0; i < condition.length(); i++) {
        depth += condition.charAt(i) == '(' ? 1 : condition.charAt(i) == ')' ? -1 : 0;
        if (depth == 1 && condition.startsWith(" AND ", i)) {
          conjuncts.add(condition.substring(begin, i));
          begin = i + " AND ".length();
        }
      }
      conjuncts.add(condition.substring(begin));
      conjuncts.removeIf(String::isEmpty);
      return conjuncts;
    }

    @Override
    public String toString() {
      return "%s on %s (%s) in:%n%s".formatted(kind, name, condition, statement);
    }
  }

  /**
   * Returns what the statements of a piece of work read, each access once for each different plan.
   *
   * @param library a library in a database of its own
   * @param work work on a store that is opened for it: earlier plans are not included
   */
  public static List<Read> during(TestLibrary library, Consumer<PostgresStore> work) {
    // Not for the superuser, with whom tests fill tables.
    PARAMETERS.forEach((name, value) ->
        library.asSuperuser(
            "alter role %s in database %s set %s = '%s'"
                .formatted(
                    library.roles.application(),
                    TestPostgres.name(library.roles.url()),
                    name,
                    value)));
    var log = TestPostgres.server().directory().resolve("log").resolve("postgresql.log");
    try (var store =
        new PostgresStore(TestLibrary.settings(library.roles, 64), TestLibrary.keyring())) {
      var from = Files.size(log);
      work.accept(store);
      return reads(since(log, from), TestPostgres.name(library.roles.url()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String since(Path log, long from) throws IOException {
    try (var channel = FileChannel.open(log)) {
      var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
  }

  /** Continuation lines of a message begin with a tab. */
  private static List<Read> reads(String log, String database) {
    var reads = new ArrayList<Read>();
    var json = new StringBuilder();
    var isPlan = false;
    for (var line : (log + "\nend").lines().toList()) {
      if (isPlan && line.startsWith("\t")) {
        json.append(line).append('\n');
        continue;
      }
      if (isPlan) {
        var plan = Json.MAPPER.readTree(json.toString());
        add(reads, plan.path("Query Text").asString(), plan.path("Plan"));
        json.setLength(0);
      }
      isPlan = line.contains("@" + database + " LOG:  duration: ") && line.endsWith("plan:");
    }
    return reads.stream().distinct().toList();
  }

  private static void add(List<Read> reads, String statement, JsonNode node) {
    var kind = node.path("Node Type").asString();
    if (kind.equals("Seq Scan")) {
      reads.add(new Read(statement, kind, node.path("Relation Name").asString(), ""));
    } else if (node.has("Index Name")) {
      reads.add(
          new Read(
              statement,
              kind,
              node.path("Index Name").asString(),
              node.path("Index Cond").asString("")));
    }
    for (var child : node.path("Plans")) {
      add(reads, statement, child);
    }
  }
}
