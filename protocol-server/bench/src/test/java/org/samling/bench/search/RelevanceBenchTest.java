package org.samling.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelevanceBenchTest {

  @TempDir private Path directory;

  @Test
  void theTitlesThatPeopleMeanComeFirst() throws IOException {
    var fixtures = Path.of(System.getProperty("test-fixtures.dir"));
    var outcome =
        new RelevanceBench(
                fixtures.resolveSibling("conf").resolve("demo/02-works.yaml"),
                fixtures.resolve("search/judgement.tsv"))
            .run(directory);
    assertThat(outcome.queries()).hasSize(40);
    assertThat(outcome.byRelevance()).isGreaterThan(0.93).isGreaterThan(outcome.exact());
  }
}
