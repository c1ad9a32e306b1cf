package org.samling.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.server.bench.generate.LibraryGenerator;
import org.samling.server.bench.generate.Sizes;

class NcipBenchTest {

  private static final Sizes SMALL = new Sizes(1, 1, 50, 2_000, 0, 0);

  private Path directory;

  @BeforeEach
  void choose() throws IOException {
    directory = Files.createDirectories(TestPostgres.directoryForAnother());
    TestPostgres.putCluster(directory.resolve("library"));
  }

  @AfterEach
  void discard() {
    TestPostgres.discard(directory);
  }

  @Test
  void codecAndEveryOperationAreMeasuredAndTheServersCostStandsApart() throws Exception {
    var printed = new StringWriter();
    new NcipBench(directory, new PrintWriter(printed))
        .run(SMALL, new NcipBench.Plan(List.of(NcipOperation.values()), List.of(2), 0, 1, 1));
    for (var service : List.of("LookupUser", "CheckOutItem", "CheckInItem")) {
      assertThat(printed.toString())
          .containsPattern(
              "(?m)^%s +\\| +\\d+ \\| +[0-9,]+ \\| +[0-9.]+ \\| +[0-9.]+ \\| +[0-9.]+$"
                  .formatted(service));
    }
    for (var operation : NcipOperation.values()) {
      assertThat(printed.toString())
          .containsPattern(
              "(?m)^%s +\\| +2 \\| +[1-9][0-9,]* \\| +[0-9.]+ \\| +[0-9.]+ \\| +(?=[0-9.]*[1-9])[0-9.]+ \\| +[0-9.]+ \\|"
                  .formatted(operation.title()));
    }
  }

  @Test
  void anAnswerThatIsNotTheExpectedEndsTheBench() throws Exception {
    var file = ServedLibrary.configuration(directory);
    var stock = ServedLibrary.make(file, SMALL);
    try (var server = ServedLibrary.start(directory, file)) {
      var kiosk = new NcipCallers(server.httpPort(), LibraryGenerator.kiosk(1), stock);
      assertThatThrownBy(() -> ClosedLoop.run(kiosk.of(NcipOperation.LOOKUP_USER), 1, 1))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("401");
      var partner = new NcipCallers(server.httpPort(), LibraryGenerator.partner(1), stock);
      stock.takeFree();
      while (stock.free().poll() != null) {}
      stock.shelve(new Stock.Copy("no-such", "none"));
      assertThatThrownBy(() -> ClosedLoop.run(partner.of(NcipOperation.LEND), 1, 1))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("Unknown Item");
    }
  }
}
