package org.samling.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reliability.md names tests that there are, for each of forty faults. */
class ReliabilityDocumentTest {

  private static final Path ROOT = Path.of(System.getProperty("test-fixtures.dir")).getParent();
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|[^|]*\\|([^|]*)\\|");
  private static final Pattern NAMED = Pattern.compile("`(?:[a-z.]+\\.)?(\\w+)(?:#(\\w+))?`");

  private static Map<String, List<Path>> tests() throws IOException {
    try (var modules =
        Files.find(ROOT, 2, (path, _) -> Files.isDirectory(path.resolve("src/test")))) {
      return modules
          .flatMap(module -> files(module.resolve("src/test")))
          .collect(groupingBy(ReliabilityDocumentTest::name, toList()));
    }
  }

  private static Stream<Path> files(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static boolean has(Path file, String method) {
    try {
      return Files.readString(file).contains("void " + method + "(");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyFaultNamesTestsThatThereAre() throws IOException {
    var tests = tests();
    var rows =
        ROW.matcher(Files.readString(ROOT.resolve("docs/reliability.md"))).results().toList();
    assertThat(rows.stream().map(row -> Integer.parseInt(row.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    for (var row : rows) {
      var named = NAMED.matcher(row.group(2)).results().toList();
      assertThat(named).as("tests of fault %s", row.group(1)).isNotEmpty();
      for (var test : named) {
        assertThat(tests.getOrDefault(test.group(1), List.of()))
            .as(test.group())
            .anyMatch(file -> test.group(2) == null || has(file, test.group(2)));
      }
    }
  }
}
