package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** What a librarian asks of statistics, and reads. */
class StatisticsCommandsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final ClientCommands north = new ClientCommands(server);
  private final LocalDate today = LocalDate.now(ZONE);
  private @TempDir Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  private String figures(String measure, String by, String output) {
    library.store.statistics().count(library.north, 1_000);
    return north
        .run(
            "statistics",
            "list-figures",
            "--measure",
            measure,
            "--by",
            by,
            "--from",
            "2026-11-25",
            "--output",
            output)
        .done();
  }

  private void lent(String item, int daysAgo) {
    var at = today.minusDays(daysAgo).atTime(12, 0).atZone(ZONE).toInstant();
    var origin =
        new Origin(
            library.north,
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "test",
            TestLibrary.MAIN,
            Instant.now().plusSeconds(60));
    library.submit(
        new LoanCommand.Checkout(
            origin, "A", item, false, new LoanCommand.AsRecorded(at, null, 0)));
  }

  @Test
  void figuresAreTablesForPeopleAndCsvForPrograms() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkout(library.north, "B", "2"));
    assertThat(figures("loan", "branch,material-group", "table"))
        .contains(
            "branch     material-group  measure  count",
            "DK-799700  book            loan         2");
    assertThat(figures("loan", "day", "csv"))
        .isEqualToNormalizingNewlines("day,measure,count\n" + today + ",loan,2\n");
    var wrong = north.run("statistics", "list-figures", "--by", "weather");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.said())
        .contains("\"by\" must be one or more of year, month, day, hour, branch");
  }

  @Test
  void theYearHasALineForEachBranchAndTheSum() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.store.statistics().count(library.north, 1_000);
    var year = Integer.toString(today.getYear());
    assertThat(north.run("statistics", "show-year", year).done())
        .contains("all.loans:", "DK-799700");
    assertThat(north.run("statistics", "show-year", "12").code()).isEqualTo(3);
  }

  @Test
  void visitsAreTakenFromATableWholeOrNotAtAll() throws IOException {
    var file = folder.resolve("visits.csv");
    Files.writeString(
        file, "branch,day,hour,visits\nDK-799700,2026-11-25,10,17\nDK-799701,2026-11-25,,5\n");
    for (var i = 0; i < 2; i++) {
      north.run("statistics", "put-visits", "--visits", "@" + file).done();
    }
    assertThat(figures("visit", "branch", "csv"))
        .contains("DK-799700,visit,17", "DK-799701,visit,5");
    Files.writeString(file, "branch,day,visits\nDK-799700,2026-11-25,3\nDK-799700,yesterday,5\n");
    assertThat(north.run("statistics", "put-visits", "--visits", "@" + file).code()).isEqualTo(2);
    Files.writeString(file, "branch,date,visits\nDK-799700,2026-11-25,3\n");
    assertThat(north.run("statistics", "put-visits", "--visits", "@" + file).said())
        .contains("must name columns among branch, day, visits, hour, counter, not branch, date");
    var one = "{\"branch\": \"DK-1\", \"day\": \"2026-11-25\", \"visits\": 3}";
    assertThat(north.run("statistics", "put-visits", "--visits", one))
        .isEqualTo(new Ran(2, "samling: north has no branch \"DK-1\".\n"));
    assertThat(figures("visit", "year", "csv")).contains("visit,22");
  }

  @Test
  void seriesIsDeliveredUntilItIsConfirmed() throws IOException {
    library.set(Setting.STATISTICS_SERIES, "true");
    lent("1", 5);
    lent("2", 3);
    var file = folder.resolve("series.csv");
    assertThat(north.run("statistics", "deliver-series", "--to", file.toString()).done())
        .contains("north-series-000001.csv was stored as");
    var first = Files.readString(file);
    assertThat(first.lines()).hasSize(3);
    assertThat(north.run("statistics", "deliver-series").done())
        .as("the same again")
        .isEqualTo(first);

    assertThat(north.run("statistics", "confirm-series", "2").code()).isEqualTo(3);
    assertThat(north.run("statistics", "confirm-series", "1").done()).contains("lines:      2");
    assertThat(north.run("statistics", "confirm-series", "1"))
        .isEqualTo(new Ran(4, "samling: Delivery 1 was confirmed before.\n"));
    assertThat(north.run("statistics", "deliver-series"))
        .isEqualTo(new Ran(4, "samling: There is nothing to deliver.\n"));
    assertThat(north.run("statistics", "list-series").done())
        .contains("1  ", today.toString().substring(0, 4));
  }
}
