package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** The lists by which staff work for holds, and the hold shelf, at the command line. */
class HoldsCommandsTest {

  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Origin at(String branch) {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        branch,
        Instant.now().plusSeconds(60));
  }

  private void hold(String patron, String pickup) {
    server.library.submit(
        new HoldCommand.PlaceHold(
            at(TestLibrary.MAIN),
            patron,
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(pickup, Instant.now(), null)));
  }

  private void checkin(String branch, String item) {
    server.library.submit(new LoanCommand.Checkin(at(branch), item, Instant.now()));
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertThat(commands.run("holds", "pull-list", "--branch", TestLibrary.MAIN).done())
        .contains("There are no items.");
    assertThat(commands.run("holds", "shelf", "--branch", TestLibrary.MAIN).done())
        .contains("The shelf is empty.");
    assertThat(commands.run("holds", "queues", "A").done()).contains("There are no queues.");
    assertThat(commands.run("transits", "list").done()).contains("There are no transits.");
    assertThat(commands.run("transits", "crate", "K7").done()).contains("There are no items.");
  }

  @Test
  void listsShowWhatStaffWorkBy() {
    hold("A", TestLibrary.BRANCH);
    assertThat(commands.lines("holds", "pull-list", "--branch", TestLibrary.MAIN))
        .satisfiesExactly(
            headings -> assertThat(headings).contains("item", "location", "call-number", "pickup"),
            pull -> assertThat(pull).contains("Voksen", "Ærø", TestLibrary.BRANCH));
    assertThat(commands.lines("holds", "queues", "A"))
        .satisfiesExactly(
            headings -> assertThat(headings).contains("title", "place", "waiting", "days"),
            place -> assertThat(place).containsPattern("Ærø +1 +1 +0"));

    checkin(TestLibrary.MAIN, "1");
    server.library.submit(new TransportCommand.PackCrate(at(TestLibrary.MAIN), "1", "K7"));
    assertThat(commands.lines("transits", "list", "--to", TestLibrary.BRANCH))
        .satisfiesExactly(
            headings -> assertThat(headings).contains("from", "to", "overdue", "for-hold"),
            way ->
                assertThat(way)
                    .startsWith("1 ")
                    .containsPattern("no +yes +K7")
                    .contains("Ærø", TestLibrary.MAIN, TestLibrary.BRANCH)
                    .doesNotContain("Navn"));
    assertThat(commands.run("transits", "list", "--to", TestLibrary.MAIN).done())
        .contains("There are no transits.");
    assertThat(commands.run("transits", "crate", "K7").done()).contains("Ærø");
    assertThat(new ClientCommands(server, "south").run("transits", "crate", "K7").done())
        .doesNotContain("Ærø");

    checkin(TestLibrary.BRANCH, "1");
    assertThat(commands.lines("holds", "shelf", "--branch", TestLibrary.BRANCH))
        .last()
        .asString()
        .containsPattern("1 +Ærø +A +1 +20\\d\\d-.*no");
  }

  @Test
  void whosePlacesWereShownIsInTheAccessLog() {
    hold("A", TestLibrary.MAIN);
    commands.run("holds", "queues", "A").done();
    var library = server.library;
    var patron = library.store.deskLists().patron(library.north, "A").orElseThrow().id();
    Eventually.holds(
        "who looked is written down",
        () ->
            library.store.accessLog().reads(library.north, patron, 100).stream()
                .anyMatch(seen -> seen.access().operation().equals("list-queue-places")));
  }

  @Test
  void whatIsCutShortSaysThatThereIsMore() {
    hold("A", TestLibrary.BRANCH);
    hold("B", TestLibrary.BRANCH);
    assertThat(pulls("1")).hasSize(3).last().isEqualTo("There are more: give a larger --limit.");
    assertThat(pulls("2")).hasSize(3).last().asString().contains(TestLibrary.BRANCH);
  }

  private List<String> pulls(String limit) {
    return commands.lines("holds", "pull-list", "--branch", TestLibrary.MAIN, "--limit", limit);
  }

  @Test
  void whatIsSetAsideIsShelvedOneByOneOrTogether() {
    server.library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    hold("A", TestLibrary.BRANCH);
    hold("B", TestLibrary.BRANCH);
    checkin(TestLibrary.BRANCH, "1");
    checkin(TestLibrary.BRANCH, "2");
    assertThat(commands.run("holds", "shelve", "--item", "1").code())
        .as("not at the operator's branch")
        .isEqualTo(4);
    assertThat(
            commands.run("holds", "shelve", "--item", "1", "--branch", TestLibrary.BRANCH).done())
        .containsPattern("shelf: +1\n");
    var branch = TestLibrary.BRANCH;
    assertThat(
            commands
                .run("holds", "shelve-items", "--items", "1,2,3,none", "--branch", branch)
                .done())
        .containsPattern("shelved:\nitem .*\n1 +1 .*\n2 +2 ")
        .containsPattern(
            "refused:\nitem .*\n3 +not-set-aside +set-aside-here .*\nnone +item-unknown");
    assertThat(
            server.library.texts(
                server.library.north, "select state from hold order by pickup_number"))
        .containsExactly("READY", "READY");
    assertThat(
            server.library.texts(
                server.library.north,
                """
                select distinct branch from audit
                where command = 'shelve-hold' and outcome = 'done'
                """))
        .containsExactly(TestLibrary.BRANCH);
  }

  @Test
  void whatIsNotThereIsNamed() {
    var nowhere = commands.run("holds", "pull-list", "--branch", "nowhere");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.said()).contains("\"branch\" must be the code of a branch of north.");
    assertThat(commands.run("transits", "list", "--to", "nowhere").code()).isEqualTo(2);
    var nobody = commands.run("holds", "queues", "nobody");
    assertThat(nobody.code()).isEqualTo(3);
    assertThat(nobody.said()).contains("There is no such patron.");
    assertThat(commands.run("holds", "shelve-items", "--branch", TestLibrary.MAIN).code())
        .isEqualTo(2);
  }
}
