package org.samling.routes.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/z3950.md shows each use attribute as it is searched, no row more and none less. */
class Bib1DocumentTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("test-fixtures.dir")).resolveSibling("docs").resolve("z3950.md");

  @Test
  void tableOfUsesIsWhatIsSearched() throws IOException {
    var rows =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.startsWith("| 1 use | name |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    var uses =
        Bib1Attributes.USES
            .lines()
            .map(line -> line.split("\\|", -1))
            .map(columns ->
                "| %s | %s | %s |"
                    .formatted(
                        columns[0].strip(),
                        columns[1].strip(),
                        columns[2].strip().toLowerCase(Locale.ROOT).replace('_', ' ')))
            .toList();
    assertThat(rows).isEqualTo(uses);
  }
}
