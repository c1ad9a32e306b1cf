package org.samling.exchange.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;
import org.samling.exchange.registry.PersonEventReport.Fault;
import org.samling.postgres.TestPatrons;

/** Files of the person registry's events, through a running library. */
class PersonEventFilesTest {

  @TempDir private Path directory;

  private RegistryLibrary running;
  private PersonEventFiles files;

  @BeforeEach
  void open() throws Exception {
    running = new RegistryLibrary();
    files = new PersonEventFiles(running.events());
  }

  @AfterEach
  void close() {
    running.close();
  }

  private PersonEventReport take(String... lines) throws IOException {
    return files.take(
        Files.write(directory.resolve("events.jsonl"), List.of(lines), StandardCharsets.UTF_8));
  }

  private static String event(String number, String rest) {
    return "{\"event\": \"%s\", \"cpr\": \"%s\", %s}".formatted(number, TestPatrons.CPR, rest);
  }

  private long everywhere(String sql) {
    return running.count(running.library.north, sql) + running.count(running.library.south, sql);
  }

  @Test
  void eventOfEachKindIsDoneInEveryTenant() throws IOException {
    var report =
        take(
            event("1", "\"kind\": \"protected\", \"protected\": true"),
            event(
                "2",
                "\"kind\": \"moved\", \"municipality\": \"751\", \"address\": \"Vej 1\", \"on\": \"2026-11-20\""),
            event("3", "\"kind\": \"died\""));
    assertThat(report).isEqualTo(new PersonEventReport(3, 3, 0, 0, 0, List.of()));
    assertThat(everywhere("select count(*) from patron where address_protected and not resident"))
        .isEqualTo(2);
    assertThat(everywhere("select count(*) from patron_block where code = 'D'")).isEqualTo(2);
  }

  @Test
  void everyLineIsOneOfTakenKnownNobodysAndFaulty() throws IOException {
    var file = RegistryLibrary.mixed(directory.resolve("mixed.jsonl"));
    var report = files.take(file);
    assertThat(report)
        .isEqualTo(
            new PersonEventReport(
                5,
                2,
                0,
                1,
                2,
                List.of(
                    new Fault(2, "municipality must be three digits"),
                    new Fault(5, "is not a single JSON object without duplicate fields"))));
    assertThat(files.take(file))
        .as("the same file again")
        .isEqualTo(new PersonEventReport(5, 0, 2, 1, 2, report.faults()));
    assertThat(
            everywhere(
                "select count(*) from audit where actor = 'person registry' and outcome = 'done'"))
        .as("each was done once")
        .isEqualTo(4);
  }

  @Test
  void eventThatStandsTwiceInAFileIsKnownTheSecondTime() throws IOException {
    var died = event("1", "\"kind\": \"died\"");
    assertThat(take(died, died)).isEqualTo(new PersonEventReport(2, 1, 1, 0, 0, List.of()));
  }

  @Test
  void eventThatARuleRefusesIsAFault() throws IOException {
    running
        .library
        .store
        .policyRegister()
        .putSettings(
            running.library.north,
            List.of(
                new SettingValue(
                    "patron.category-nonresident",
                    new Unit(Unit.Level.TENANT, "north"),
                    "no-such-category",
                    LocalDate.EPOCH,
                    null,
                    "test",
                    Instant.now())));
    var report =
        take(event("1", "\"kind\": \"moved\", \"municipality\": \"751\", \"on\": \"2026-11-20\""));
    assertThat(report.faulty()).isEqualTo(1);
    assertThat(report.faults().getFirst().what())
        .startsWith("was refused by category-known: patron.category-nonresident");
  }

  @Test
  void faultsAreToldWithoutRepeatingTheLine() throws IOException {
    var cpr = TestPatrons.CPR;
    var lines =
        List.of(
            "{\"cpr\": \"" + cpr + "\", \"kind\": \"died\"}",
            "{\"event\": \"" + cpr + "\", \"cpr\": \"" + cpr + "\", \"kind\": \"died\"}",
            "{\"event\": \"1\", \"cpr\": \"" + cpr + "0\", \"kind\": \"died\"}",
            "{\"event\": \"1\", \"cpr\": " + cpr + ", \"kind\": \"died\"}",
            event("1", "\"kind\": \"" + cpr + "\""),
            event("1", "\"kind\": \"died\", \"" + cpr + "\": 1"),
            event("1", "\"kind\": \"died\", \"kind\": \"died\""),
            event("1", "\"kind\": \"moved\", \"municipality\": \"751\", \"on\": \"" + cpr + "\""),
            event("1", "\"kind\": \"protected\", \"protected\": \"" + cpr + "\""),
            event(
                "1",
                "\"kind\": \"moved\", \"municipality\": \"751\", \"on\": \"2026-11-20\", \"address\": \" \""),
            "{\"event\": \"" + "1".repeat(PersonEventLine.MAX_LENGTH) + "\"}",
            "[" + cpr + "]",
            event("1", "\"kind\": \"died\"") + " " + cpr);
    var report = take(lines.toArray(String[]::new));
    assertThat(report.faults())
        .extracting(Fault::what)
        .containsExactly(
            "event is missing",
            "event must not be a CPR number",
            "cpr must be ten digits that begin with a day and a month",
            "cpr must be a text",
            "kind must be died, moved or protected",
            "has a field that an event of its kind does not have; there are cpr, event, kind",
            "is not a single JSON object without duplicate fields",
            "on must be a day such as 2026-11-24",
            "protected must be true or false",
            "address must have from 1 to 1000 characters",
            "has more than 10000 characters",
            "is not a single JSON object without duplicate fields",
            "is not a single JSON object without duplicate fields");
    assertThat(report.lines()).noneMatch(line -> line.contains(cpr));
    assertThat(everywhere("select count(*) from patron_block where code = 'D'")).isZero();
  }

  @Test
  void fileOfAnotherCharacterSetIsFaultyWhereThatShows() throws IOException {
    var file = directory.resolve("latin1.jsonl");
    Files.writeString(
        file, "\uFEFF" + event("1", "\"kind\": \"died\"") + "\r\n", StandardCharsets.UTF_8);
    assertThat(files.take(file).taken()).as("a mark at the beginning does no harm").isEqualTo(1);
    Files.writeString(
        file,
        event(
            "2",
            "\"kind\": \"moved\", \"municipality\": \"751\", \"on\": \"2026-11-20\", \"address\": \"Ærø\""),
        StandardCharsets.ISO_8859_1);
    assertThat(files.take(file).faults()).containsExactly(new Fault(1, "is not UTF-8"));
  }

  @Test
  void whereTheStoreIsAwayTheFileIsBrokenOffAndCanBeGivenAgain() throws Exception {
    var file = RegistryLibrary.mixed(directory.resolve("mixed.jsonl"));
    running.library.close();
    assertThatThrownBy(() -> files.take(file))
        .isInstanceOfSatisfying(
            PersonEventFiles.BrokenOffException.class,
            e -> {
              assertThat(e).hasMessageStartingWith("nothing was taken from line 1 on");
              assertThat(e.soFar().events()).isZero();
            });
  }
}
