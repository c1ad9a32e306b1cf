package org.samling.cli.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

/** What a librarian asks of statistics, and reads. */
class StatisticsCommandsTest {

  private final TestLibrary library = new TestLibrary();
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  private @TempDir Path folder;

  @AfterEach
  void close() {
    library.close();
  }

  private String figures(String... arguments) {
    return TenantCommands.run(new StatisticsFiguresCommand(), library.store, arguments);
  }

  private void lent(String item, int daysAgo) {
    library.submit(
        new LoanCommand.Checkout(
            new Origin(
                library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                TestLibrary.MAIN,
                Instant.now().plusSeconds(60)),
            "A",
            item,
            false,
            new LoanCommand.AsRecorded(
                today
                    .minusDays(daysAgo)
                    .atTime(12, 0)
                    .atZone(ZoneId.of("Europe/Copenhagen"))
                    .toInstant(),
                null,
                0)));
  }

  @Test
  void figuresAreTablesForPeopleAndCsvAndJsonForPrograms() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkout(library.north, "B", "2"));
    assertThat(figures("--measure", "loan", "--by", "branch,material-group"))
        .isEqualToNormalizingNewlines(
            """
            branch     material-group  measure  count  amount
            DK-799700  book            loan         2
            """);
    assertThat(figures("--measure", "loan", "--by", "day", "--format", "csv"))
        .isEqualToNormalizingNewlines("day,measure,count,amount\n" + today + ",loan,2,\n");
    assertThat(figures("--measure", "loan", "--format", "json"))
        .isEqualToNormalizingNewlines("{\"measure\":\"loan\",\"count\":2,\"amount\":null}\n");
  }

  @Test
  void whatIsAskedForWronglyIsNamed() {
    assertThatThrownBy(() -> figures("--by", "weather"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there is no \"weather\"; there are year, month, day, hour, branch");
    assertThatThrownBy(() -> figures("--by", "hour,patron-category"))
        .hasMessageContaining("figures by hour can't be broken down by patron-category");
  }

  @Test
  void theYearHasALineForEachBranchAndTheSum() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    var said = TenantCommands.run(new StatisticsYearCommand(), library.store, "--format", "csv");
    assertThat(said.lines())
        .contains(
            "%d,DK-799700,1,0,0,0,0,7,0,7,0,0".formatted(today.getYear()),
            "%d,all,1,0,0,0,0,7,0,7,0,0".formatted(today.getYear()));
  }

  @Test
  void visitsAreTakenFromAFileWholeOrNotAtAll() throws IOException {
    var file = folder.resolve("visits.csv");
    Files.writeString(
        file, "branch,day,hour,visits\nDK-799700,2026-11-25,10,17\nDK-799701,2026-11-25,,5\n");
    for (var i = 0; i < 2; i++) {
      assertThat(TenantCommands.run(new StatisticsVisitsCommand(), library.store, file.toString()))
          .contains("Counts recorded: 2, with 22 visits.");
    }
    assertThat(
            figures(
                "--measure",
                "visit",
                "--from",
                "2026-11-25",
                "--until",
                "2026-11-25",
                "--by",
                "branch",
                "--format",
                "csv"))
        .contains("DK-799700,visit,17,", "DK-799701,visit,5,");
    Files.writeString(file, "branch,day,visits\nDK-799700,2026-11-25,3\nDK-799700,yesterday,5\n");
    assertThatThrownBy(
            () -> TenantCommands.run(new StatisticsVisitsCommand(), library.store, file.toString()))
        .hasMessageContaining("record 2: days must be written as 2026-11-25");
    assertThatThrownBy(() ->
            TenantCommands.run(
                new StatisticsVisitsCommand(),
                library.store,
                "--branch",
                "DK-1",
                "--day",
                "2026-11-25",
                "--count",
                "3"))
        .hasMessageContaining("has no branch \"DK-1\"");
    assertThat(
            figures(
                "--measure",
                "visit",
                "--from",
                "2026-11-25",
                "--until",
                "2026-11-25",
                "--format",
                "csv"))
        .contains("visit,22,");
  }

  private String series(String... arguments) {
    return TenantCommands.run(new StatisticsSeriesCommand(), library.store, arguments);
  }

  @Test
  void seriesIsDeliveredToAFolderAndConfirmed() throws IOException {
    library.set(Setting.STATISTICS_SERIES, "true");
    lent("1", 5);
    lent("2", 3);
    assertThat(series("deliver", "--output", folder.toString())).contains("Delivery 1", "2 lines");
    var file = folder.resolve("north-series-000001.csv");
    var first = Files.readString(file);
    assertThat(first.lines()).hasSize(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.delete(file);
    series("deliver", "--output", folder.toString());
    assertThat(Files.readString(file)).as("the same again").isEqualTo(first);
    try (var files = Files.list(folder)) {
      assertThat(files).as("no part of a file is left").containsExactly(file);
    }

    assertThat(series("confirm", "1")).contains("Delivery 1 is confirmed");
    assertThat(TenantCommands.run(1, new StatisticsSeriesCommand(), library.store, "confirm", "1"))
        .contains("There is no delivery 1 waiting");
    assertThat(series("deliver", "--output", folder.toString()))
        .contains("There is nothing to deliver.");
    assertThat(series("list")).contains(today.toString());
  }
}
