package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.core.staff.StaffRole;
import org.samling.library.Version;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Which servers there are is known to each, and told in metrics, on a page and by doctor. */
class NodesTest {

  private static final String PAGE = "/console/t/north/nodes";

  /** A node of another version, as it would tell of itself at a moment. */
  private static final String ANOTHER =
      """
      insert into node (name, version, started_at, seen_at, records, is_following)
      values ('elsewhere:8080', '0.0.9', now() - interval '1 day', now() + interval '%s', 7, false)
      on conflict (name) do update set seen_at = excluded.seen_at
      """;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  NodesTest() {}

  @Test
  void eachServerTellsOfAllUntilTheyAreStopped() throws Exception {
    try (var library = new TestLibrary();
        var one = TestServer.before(library, "")) {
      TestStaff.add(library, "otto", StaffRole.OPERATOR);
      var first = name(one);
      String second;
      try (var other = TestServer.before(library, "");
          var otto = ConsoleVisitor.of(one, "otto")) {
        second = name(other);
        await(one::metrics, told -> told.contains(second));
        var metrics = one.metrics();
        for (var name : new String[] {first, second}) {
          for (var what :
              new String[] {"started_seconds", "seen_seconds", "index_records", "index_position"}) {
            assertThat(metrics)
                .contains(
                    "samling_node_%s{node=\"%s\",version=\"%s\"} "
                        .formatted(what, name, Version.text()));
          }
          assertThat(otto.get(PAGE).body()).contains(name);
        }
        assertThat(doctor(library))
            .contains("ok    node " + first + ": version " + Version.text() + ", started 20")
            .contains("ok    node " + second)
            .contains(", up to date")
            .doesNotContain("different versions");

        library.asSuperuser(ANOTHER.formatted("1 hour"));
        assertThat(doctor(library))
            .contains("warn  node elsewhere:8080")
            .contains("records in the index: 7, which does not follow the catalogue")
            .containsPattern(
                "warn  nodes: they run different versions: 0.0.9 on elsewhere:8080; %s on \\S+, "
                    .formatted(Pattern.quote(Version.text())));
        library.asSuperuser(ANOTHER.formatted("-1 hour"));
        assertThat(doctor(library))
            .containsPattern(
                "warn  node elsewhere:8080: version 0.0.9, started \\S+, has not reported since 20")
            .doesNotContain("different versions");
        await(() -> otto.get(PAGE).body(), text -> text.contains("not since"));
      }
      await(one::metrics, told -> !told.contains(second));
      library.asSuperuser(ANOTHER.formatted("-25 hours"));
      await(one::metrics, told -> !told.contains("elsewhere:8080"));
      assertThat(one.metrics()).contains(first);
    }
  }

  @Test
  void whatWasSeenIsToldWhileTheStoreIsAway() {
    try (var library = TestLibrary.inOwnDatabase();
        var server = TestServer.before(library, "")) {
      library.setCutOff(true);
      assertThat(server.metrics()).contains("samling_node_seen_seconds{node=\"" + name(server));
      library.setCutOff(false);
    }
  }

  private static String name(TestServer server) {
    var port = ":" + server.listeners.httpPort() + "\"";
    return server
        .metrics()
        .lines()
        .filter(line -> line.startsWith("samling_node_started_seconds") && line.contains(port))
        .map(line -> line.replaceFirst("^[^\"]*\"([^\"]*)\".*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private interface Asked {
    String ask() throws Exception;
  }

  /** Nodes see each other once a second: it is asked until it is so. */
  private static void await(Asked asked, Predicate<String> isSo) throws Exception {
    var end = Instant.now().plus(Duration.ofMinutes(1));
    for (var told = asked.ask(); !isSo.test(told); told = asked.ask()) {
      assertThat(Instant.now()).as(told).isBefore(end);
      Thread.sleep(50);
    }
  }

  private String doctor(TestLibrary library) throws Exception {
    var config = directory.resolve("samling.yaml");
    Files.writeString(
        config,
        """
        store: {url: "%s", user: %s, password: "%s"}
        keys: "%s"
        sip2: {port: 0}
        z3950: {port: 0}
        http: {port: 0}
        """
            .formatted(
                library.roles.url(),
                library.roles.application(),
                library.roles.applicationPassword().value(),
                TestLibrary.keys()));
    var said = new StringWriter();
    Samling.run(new PrintWriter(said), "doctor", "--config", config.toString());
    return said.toString();
  }
}
