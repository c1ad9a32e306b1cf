package org.samling.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.OnlyInLongRuns;

class Z3950BenchTest {

  private Path directory;

  @BeforeEach
  void choose() throws IOException {
    directory = Files.createDirectories(TestPostgres.newDataDirectory());
    TestPostgres.putCluster(directory.resolve("library"));
  }

  @AfterEach
  void discard() {
    TestPostgres.discard(directory);
  }

  @Test
  @OnlyInLongRuns // it takes most of a minute; Sip2BenchTest is run always
  void operationsAreMeasuredAndIdleSessionsStillAnswer() throws Exception {
    var printed = new StringWriter();
    var operations = List.of(SearchOperation.values());
    new Z3950Bench(directory, new PrintWriter(printed))
        .run(1_500, new Z3950Bench.Plan(operations, List.of(2), 0, 1, 1, false, 20));
    for (var operation : operations) {
      assertThat(printed.toString())
          .containsPattern("(?m)^%s +\\| +2 \\| +[1-9][0-9]* \\|".formatted(operation.title()));
    }
    assertThat(printed.toString())
        .contains("20 idle sessions take ")
        .contains("after a search and ten records");
  }
}
