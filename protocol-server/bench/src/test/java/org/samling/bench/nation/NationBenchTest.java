package org.samling.bench.nation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.OnlyInLongRuns;
import tools.jackson.databind.json.JsonMapper;

@OnlyInLongRuns // it starts two databases and a server; NationReportTest is run always
class NationBenchTest {

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

  @ParameterizedTest
  @EnumSource(names = {"SYNC", "NONE"})
  void everyWriteThatWasAcknowledgedIsThereOnceAfterTheFailoverAndTheGapIsCountedApart(
      NationPlan.Standby standby) throws Exception {
    var plan =
        new NationPlan(
            1e-5,
            NationPlan.sizes(1e-5, 3, 6),
            12,
            1 / 20.0,
            2,
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            standby,
            Duration.ofMillis(500),
            new NationCost.Prices(100, 1, "DKK", 30_000_000));
    var page = directory.resolve("nation.html");
    var json = directory.resolve("nation.json");
    var printed = new StringWriter();
    var right =
        new NationBench(directory, new PrintWriter(printed))
            .run(plan, new NationBench.Output(page, json, directory));
    assertThat(right).as(printed.toString()).isTrue();

    var report = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(report.at("/checks").size()).isEqualTo(4);
    assertThat(report.at("/failover/firstWriteAfter").asDouble())
        .isGreaterThanOrEqualTo(report.at("/failover/promotedAfter").asDouble());
    assertThat(report.at("/figures/gap/0/millis/count").asLong()).isPositive();
    assertThat(report.at("/figures/outside/0/millis/count").asLong()).isPositive();
    assertThat(report.at("/cost/logBytesAThousandLoans").asDouble()).isPositive();
    assertThat(Files.readString(page)).contains("<svg").endsWith("</html>\n");
  }
}
