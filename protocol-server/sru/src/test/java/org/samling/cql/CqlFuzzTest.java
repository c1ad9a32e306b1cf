package org.samling.cql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Texts of any kind; {@link CqlFuzzTarget} says what has to hold for them. */
class CqlFuzzTest {

  private static final Path CORPUS =
      Path.of(System.getProperty("test-fixtures.dir"), "cql", "fuzz");

  /** Ten minutes, in one thread. */
  private static final int SECONDS = 600;

  private static final int ROUNDS = 20_000;
  private static final String TELLING = "()\"\\/=<>*?^ \tandø\u0000";

  private static List<Path> corpus() throws IOException {
    try (var files = Files.list(CORPUS)) {
      return files.filter(f -> !f.endsWith("README.md")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatOnceFoundAFaultOrAWayIntoTheCodeFindsNoFault() throws IOException {
    return corpus().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> CqlFuzzTarget.fuzzerTestOneInput(Files.readAllBytes(file))));
  }

  /** Always the same damage, since the seed is fixed. */
  @Test
  void damagedQueriesFindNoFault() throws IOException {
    var random = new Random(1216);
    var queries = new ArrayList<String>();
    for (var file : corpus()) {
      queries.add(Files.readString(file));
    }
    for (var i = 0; i < ROUNDS; i++) {
      var query = new StringBuilder(queries.get(random.nextInt(queries.size())));
      for (var n = random.nextInt(4); n >= 0 && !query.isEmpty(); n--) {
        var at = random.nextInt(query.length());
        switch (random.nextInt(4)) {
          case 0 -> query.setCharAt(at, TELLING.charAt(random.nextInt(TELLING.length())));
          case 1 -> query.insert(at, TELLING.charAt(random.nextInt(TELLING.length())));
          case 2 -> query.delete(at, Math.min(query.length(), at + 1 + random.nextInt(3)));
          default -> query.append(queries.get(random.nextInt(queries.size())), 0, 1);
        }
      }
      CqlFuzzTarget.fuzzerTestOneInput(query.toString().getBytes(UTF_8));
    }
  }

  /**
   * Runs Jazzer in a process of its own, from the corpus on; what it finds is named in its output,
   * which the failure shows.
   */
  @Test
  @EnabledIfSystemProperty(
      named = "samling.long",
      matches = "true",
      disabledReason = "./samling verify --long")
  void tenMinutesOfJazzerFindNoFault(@TempDir Path directory) throws Exception {
    var found = Files.createDirectory(directory.resolve("corpus"));
    var output = directory.resolve("output").toFile();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + CqlFuzzTarget.class.getName(),
                "--instrumentation_includes=org.samling.**",
                "-max_total_time=" + SECONDS,
                found.toString(),
                CORPUS.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor()).as(() -> tail(output)).isZero();
  }

  private static String tail(File output) {
    try {
      var text = Files.readString(output.toPath());
      return text.substring(Math.max(0, text.length() - 20_000));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
