package org.samling.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.samling.bench.library.LoanLedger;
import org.samling.bench.library.MeasuredServer;
import org.samling.bench.measure.Superuser;
import org.samling.exchange.generate.Sizes;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

/** A server that is loaded by everything for a while, and what is held against it. */
class SoakBenchTest {

  private static final Sizes SMALL = new Sizes(1, 1, 50, 600, 0, 0);

  @Test
  @OnlyInLongRuns // a soak of seconds shows nothing that the tests of the server do not
  void aServerWithASmallHeapKeepsWhatItAcknowledgedAndNothingElse() throws Exception {
    var directory = Files.createDirectories(TestPostgres.newDataDirectory());
    TestPostgres.putCluster(directory.resolve("library"));
    Files.copy(TestLibrary.keys(), directory.resolve("library/keys.properties"));
    var printed = new StringWriter();
    var length = Duration.ofSeconds(LongRun.times(2, 300));
    var plan = new SoakBench.Plan(length, length.dividedBy(LongRun.times(1, 10)), 20, 256);
    try {
      assertThat(new SoakBench(directory, new PrintWriter(printed)).run(SMALL, plan))
          .as(printed.toString())
          .isTrue();
    } finally {
      TestPostgres.discard(directory);
    }
    assertThat(printed.toString())
        .containsPattern("(?m)^ +0:\\d\\d:\\d\\d \\| +[1-9]\\d* \\| +\\d+ \\| +0 \\|")
        .contains("Nothing went wrong.");
    for (var figure : SoakSample.Figure.values()) {
      assertThat(printed.toString())
          .containsPattern("(?m)^%s +\\| +[0-9.]+ \\| +[0-9.]+ \\|".formatted(figure.title()));
    }
  }

  @Test
  void aLoanThatNobodyWasToldOfAndOneThatIsMissingAreFound() throws Exception {
    try (var server = new MeasuredServer();
        var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      var library = server.library;
      var superuser = new Superuser(TestPostgres.server().superuser(), library.roles.url());
      var ledger = new LoanLedger();
      assertThat(ledger.differences(superuser, library.north)).isEmpty();
      kiosk.ask("11NN20260101    120000                  AO|AAA|AB6|AC|");
      assertThat(ledger.differences(superuser, library.north))
          .containsExactly(
              "6 is on loan to [A], but that was not acknowledged, or its return was",
              "acknowledged checkouts: 0; in the database: 1");
      ledger.lent("6", "A");
      assertThat(ledger.differences(superuser, library.north)).isEmpty();
      ledger.renewed("6");
      ledger.lent("4", "A");
      assertThat(ledger.differences(superuser, library.north))
          .containsExactly(
              "the loan of 4 to A was acknowledged, but the database has []",
              "acknowledged checkouts: 2; in the database: 1",
              "acknowledged renewals of 6: 1; in the database: 0");
      ledger.unknown("4");
      ledger.unknown("6");
      assertThat(ledger.differences(superuser, library.north))
          .as("what nobody was told, of a renewal and a checkout")
          .containsExactly("acknowledged checkouts: 2; in the database: 1");
    }
  }
}
