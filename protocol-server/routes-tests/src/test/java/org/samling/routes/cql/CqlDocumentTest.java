package org.samling.routes.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/sru.md says what the table of indexes has. */
class CqlDocumentTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("test-fixtures.dir")).resolveSibling("docs").resolve("sru.md");

  @Test
  void everyIndexStandsInTheDocument() throws IOException {
    var rows = CqlIndexes.ALL.stream().map(CqlDocumentTest::row).collect(Collectors.joining("\n"));
    assertThat(Files.readString(DOCUMENT)).contains(rows);
  }

  @Test
  void everyContextSetStandsInTheDocument() throws IOException {
    var rows =
        Arrays.stream(ContextSet.values())
            .map(s -> "| `%s` | `%s` |".formatted(s.prefix(), s.identifier()))
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(DOCUMENT)).contains(rows);
  }

  private static String row(CqlIndex index) {
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            index.title(),
            index.names().stream()
                .map(n -> "`" + n.qualified() + "`")
                .collect(Collectors.joining(" ")),
            switch (index.field().kind()) {
              case WORDS -> "words";
              case IDENTIFIER -> "number";
              case YEAR -> "year";
              case DATE -> "day";
            },
            index.use().isPresent() ? index.use().getAsInt() : "",
            index.field().isListed() ? "yes" : "",
            index.sort() != null ? "yes" : "",
            index.facet() != null ? "yes" : "");
  }
}
