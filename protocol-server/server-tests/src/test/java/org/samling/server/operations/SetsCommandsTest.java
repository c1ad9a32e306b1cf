package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** The commands {@code samling sets}. */
class SetsCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final ClientCommands commands = new ClientCommands(server);

  @AfterEach
  void close() {
    server.close();
  }

  private Ran sets(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "sets";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return commands.run(all);
  }

  private static void wrong(Ran ran, int code, String message) {
    assertThat(ran.code()).as(ran.said()).isEqualTo(code);
    assertThat(ran.said()).contains(message);
  }

  @Test
  void setIsMadeFilledAndDissolved() {
    assertThat(sets("list").done()).contains("There are no sets.");
    wrong(sets("put", "KS-1", "--items", "1"), 3, "Refused: set unknown");
    assertThat(sets("put", "KS-1", "--items", "1,2,3", "--name", "Buster").done())
        .containsPattern("set: +KS-1")
        .containsPattern("name: +Buster")
        .containsPattern("items: +1, 2, 3");
    assertThat(sets("remove-items", "KS-1", "--items", "3").done()).containsPattern("items: +1, 2");
    assertThat(sets("list").done()).containsPattern("KS-1 +Buster +2 +0");
    assertThat(sets("dissolve", "KS-1").done()).containsPattern("items: +1, 2");
    assertThat(library.store.bookingLists().sets(library.north)).isEmpty();
    wrong(sets("show", "KS-1"), 3, "There is no set \"KS-1\".");
    wrong(sets("dissolve", "KS-1"), 3, "Refused: set unknown");
    wrong(
        sets("put", "KS-2", "--items", "nothing", "--name", "x"),
        3,
        "Refused: item unknown (nothing).");
    wrong(sets("put", "KS\u00012", "--name", "x"), 2, "The path has a control character");
  }

  @Test
  void whatIsMissingStaysOnLoanWhenASetComesIn() {
    sets("put", "KS-1", "--items", "1,2", "--name", "Buster").done();
    library.submit(TestLibrary.checkout(library.north, "A", "KS-1"));
    assertThat(sets("show", "KS-1").done()).containsPattern("1 +.* +on-loan +\\S+ +A +20");
    var patron = library.store.deskLists().patron(library.north, "A").orElseThrow().id();
    Eventually.holds(
        "who saw what the patron has is written down",
        () ->
            library.store.accessLog().reads(library.north, patron, 100).stream()
                .anyMatch(read -> read.access().operation().equals("show-set")));
    wrong(
        sets("check-in", "KS-1", "--branch", "none"),
        2,
        "\"branch\" must be the code of a branch of north.");
    wrong(
        sets("check-in", "KS-1", "--branch", MAIN, "--missing", "5"),
        3,
        "Refused: item unknown (5).");
    assertThat(sets("check-in", "KS-1", "--branch", MAIN, "--missing", "2").done())
        .containsPattern("missing: +2")
        .containsPattern("1 +shelf +" + MAIN);
    assertThat(library.store.inquiries().patron(library.north, "A").orElseThrow().loans())
        .extracting(loan -> loan.barcode())
        .containsExactly("2");
    wrong(sets("check-in", "none", "--branch", MAIN), 3, "Refused: set unknown (none).");
  }

  @Test
  void setIsMovedToABranch() {
    sets("put", "KS-1", "--items", "1,2", "--name", "Buster").done();
    sets("move", "KS-1", "--branch", TestLibrary.BRANCH).done();
    assertThat(sets("show", "KS-1").done()).containsPattern("1 +.* +in-transit");
    wrong(sets("move", "KS-1", "--branch", "none"), 2, "must be the code of a branch of north");
  }

  @Test
  void whoBookedASetIsNamedWhenAnItemIsReplaced() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    sets("put", "KS-1", "--items", "1,2", "--name", "Buster").done();
    var from = LocalDate.now(ZoneId.of("Europe/Copenhagen")).plusDays(30);
    commands
        .run(
            "bookings",
            "place",
            "--patron",
            "A",
            "--sets",
            "KS-1",
            "--from",
            from.toString(),
            "--until",
            from.plusDays(5).toString())
        .done();
    assertThat(sets("replace-item", "KS-1", "2", "--by", "3").done())
        .containsPattern("items: +1, 3")
        .contains(from.toString());
    wrong(sets("dissolve", "KS-1"), 4, "Refused: ");
    wrong(
        new ClientCommands(server, "south").run("sets", "dissolve", "KS-1"),
        3,
        "Refused: set unknown");
  }
}
