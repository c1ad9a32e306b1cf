package org.samling.bench.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.library.config.Configuration;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

@OnlyInLongRuns // Sip2BenchTest is run always
class HistoryBenchTest {

  @TempDir private Path scratch;

  @Test
  void monthOfLoansIsLetGoAndWhatIsKeptStays() throws Exception {
    var directory = TestPostgres.newDataDirectory();
    TestPostgres.putCluster(directory);
    try {
      var file =
          Files.writeString(
              scratch.resolve("samling.yaml"),
              """
              store: {embedded: {directory: "%s", port: 0}}
              keys: keys.properties
              """
                  .formatted(directory.toAbsolutePath()));
      var printed = new StringWriter();
      new HistoryBench(Configuration.load(file), new PrintWriter(printed))
          .run(new HistoryBench.Plan(LongRun.times(3_000, 15_000), 2_000, 1, 1));
      assertThat(printed.toString())
          .containsPattern("Loans with a patron: 2,000; anonymised: 1,880; kept: 120; in [0-9.]+ s")
          .containsPattern("checkouts without: +[0-9,]+; median")
          .containsPattern("checkouts meanwhile: +[0-9,]+; median");
    } finally {
      TestPostgres.discard(directory);
    }
  }
}
