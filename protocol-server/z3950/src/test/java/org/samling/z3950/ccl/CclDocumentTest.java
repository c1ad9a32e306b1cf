package org.samling.z3950.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/z3950.md tells every field of CCL. */
class CclDocumentTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("test-fixtures.dir")).resolveSibling("docs").resolve("z3950.md");

  @Test
  void everyFieldStandsInTheDocument() throws IOException {
    var lines = Files.readAllLines(DOCUMENT);
    CclQualifiers.all()
        .forEach((name, use) ->
            assertThat(lines)
                .anyMatch(l ->
                    l.contains("`%s`".formatted(name)) && l.endsWith("| %d |".formatted(use))));
  }
}
