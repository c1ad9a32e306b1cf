package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.privacy.Access;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import tools.jackson.databind.json.JsonMapper;

/** What a person may ask for: everything about them, who looked, and to be forgotten. */
class PrivacyCommandsTest {

  private static final String CARD = "2099000001";

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final ClientCommands north = new ClientCommands(server);

  @BeforeEach
  void add() {
    TestPatrons.patron().put(library, library.north, CARD);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void lend(String item) {
    library.submit(TestLibrary.checkout(library.north, CARD, item));
  }

  private Ran erase() {
    return north.run("privacy", "erase-patron", CARD, "--confirm", CARD);
  }

  @Test
  void exportIsJsonAndAPageThatOnlyItsOwnerReads(@TempDir Path directory) throws IOException {
    lend("1");
    var json = directory.resolve("person.json");
    var html = directory.resolve("person.html");
    north.run("privacy", "export-file", CARD, "--to", json.toString()).done();
    north.run("privacy", "export-file", CARD, "--format", "html", "--to", html.toString()).done();
    var document = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(document.at("/tables/patron/0/name").asString()).isEqualTo("Navn, " + CARD);
    assertThat(document.at("/tables/loan/0/barcode").asString()).isEqualTo("1");
    assertThat(document.at("/is-whole").asBoolean()).isTrue();
    assertThat(Files.readString(html))
        .contains("<h2>Loans that are out</h2>", "<td>Ærø</td>", "<h2>Who you are</h2>");
    for (var file : new Path[] {json, html}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(north.run("privacy", "export-file", CARD, "--to", json.toString()).code())
        .as("no file is overwritten")
        .isEqualTo(2);
    assertThat(north.run("privacy", "export-file", CARD).done()).startsWith("{");
    assertThat(north.run("privacy", "export-file", "nobody"))
        .isEqualTo(new Ran(3, "samling: There is no such patron.\n"));
    assertThat(north.run("privacy", "export-patron", CARD, "--output", "json").done())
        .contains("\"is-whole\" : true");
  }

  @Test
  void whatKeepsAPatronIsSaidAndWhoNothingKeepsIsErasedWhenThatIsMeant() {
    lend("1");
    assertThat(north.run("privacy", "check-erasure", CARD).done())
        .contains("can-be-erased:  no", "loans        1");
    var kept = erase();
    assertThat(kept.code()).isEqualTo(4);
    assertThat(kept.said())
        .contains("The patron can't be erased because of: loans.", "loans        1");
    library.submit(
        new LoanCommand.UndoCheckout(
            new Origin(
                library.north,
                CommandKey.of(Duration.ZERO, "undo"),
                "test",
                TestLibrary.MAIN,
                Instant.now().plusSeconds(30)),
            CARD,
            "1"));
    assertThat(north.run("privacy", "check-erasure", CARD).done()).contains("can-be-erased:  yes");
    assertThat(north.run("privacy", "erase-patron", CARD, "--confirm", "2099000002").code())
        .isEqualTo(2);
    assertThat(library.store.inquiries().patron(library.north, CARD)).isPresent();
    assertThat(erase().done()).contains("pseudonym:  erased ");
    assertThat(library.store.inquiries().patron(library.north, CARD)).isEmpty();
    assertThat(erase()).isEqualTo(new Ran(3, "samling: There is no such patron.\n"));
  }

  @Test
  void anotherTenantErasesNobody() {
    var ran =
        new ClientCommands(server, "south").run("privacy", "erase-patron", CARD, "--confirm", CARD);
    assertThat(ran.code()).isEqualTo(3);
    assertThat(library.store.inquiries().patron(library.north, CARD)).isPresent();
  }

  @Test
  void consentIsShownAndChanged() {
    assertThat(north.lines("privacy", "show-consent", CARD))
        .containsExactly("is-kept:  no", "since:");
    assertThat(north.run("privacy", "change-consent", CARD, "--history", "keep").done())
        .contains("is-kept:  yes", "since:    20");
    assertThat(north.run("privacy", "change-consent", CARD, "--history", "forget").done())
        .contains("is-kept:  no");
    assertThat(north.run("privacy", "change-consent", "nobody", "--history", "keep").code())
        .isEqualTo(3);
  }

  @Test
  void accessLogSaysWhoLookedAndWhatWasDone() {
    lend("1");
    Access.by(
        new Access("SIP2", "north-kiosk", "63"),
        () -> library.store.inquiries().patron(library.north, CARD));
    // It was the store of the test that was asked, which tells within a second what it noted.
    Eventually.holds("the kiosk is listed", () -> accesses().contains("north-kiosk"));
    assertThat(accesses()).contains("SIP2", "north-kiosk", "63", "checkout", "done");
    assertThat(accesses()).as("who asked who looked").contains("os:", "list-accesses");
  }

  private String accesses() {
    return north.run("privacy", "list-accesses", CARD).done();
  }

  @Test
  void whatSomebodySawIsListedByPersonAndAccountAndNotedItself() {
    var user = "os:" + System.getProperty("user.name");
    north.run("patrons", "show", CARD).done();
    Access.by(
        new Access("SIP2", "north-kiosk", "63"),
        () -> library.store.inquiries().patron(library.north, CARD));
    Eventually.holds("the kiosk is listed", () -> accesses().contains("north-kiosk"));
    assertThat(accesses()).containsPattern("REST +" + user + " +" + user);
    assertThat(north.run("privacy", "list-accesses-by", "--who", "north-kiosk").done())
        .contains(CARD, "63")
        .doesNotContain(user);
    var mine = north.run("privacy", "list-accesses-by", "--who", user, "--output", "json").done();
    assertThat(mine).contains(CARD, "\"operation\" : \"list-accesses\"");
    assertThat(accesses()).as("who asked what somebody saw").contains("list-accesses-by");
    assertThat(north.run("privacy", "list-accesses-by", "--who", user, "--to", "2020-01-01").done())
        .doesNotContain(CARD);
  }
}
