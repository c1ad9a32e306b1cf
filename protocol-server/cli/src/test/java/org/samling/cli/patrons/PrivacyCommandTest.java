package org.samling.cli.patrons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.privacy.Access;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

class PrivacyCommandTest {

  private static final String CARD = "2099000001";

  private final TestLibrary library = new TestLibrary();

  PrivacyCommandTest() {
    TestPatrons.patron().put(library, library.north, CARD);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String privacy(int code, String... arguments) {
    return TenantCommands.run(code, new PrivacyCommand(), library.store, arguments);
  }

  private void lend(String item) {
    library.submit(TestLibrary.checkout(library.north, CARD, item));
  }

  @Test
  void exportIsJsonAndAPageThatOnlyItsOwnerReads(@TempDir Path directory) throws IOException {
    lend("1");
    var json = directory.resolve("person.json");
    var html = directory.resolve("person.html");
    assertThat(privacy(0, "export", CARD, "--json", json.toString(), "--html", html.toString()))
        .contains("from tables");
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
    assertThatThrownBy(() -> privacy(0, "export", CARD, "--json", json.toString()))
        .as("no file is overwritten")
        .hasMessageContaining("can't be made");
    assertThat(privacy(0, "export", CARD)).startsWith("{");
  }

  @Test
  void whatKeepsAPatronIsSaidAndWhoNothingKeepsIsErasedWhenThatIsMeant() {
    lend("1");
    assertThat(privacy(1, "erase", CARD)).contains("can't be erased", "1 loans are out");
    assertThat(privacy(1, "erase", CARD, "--yes")).contains("1 loans are out");
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
    assertThat(privacy(0, "erase", CARD)).contains("erase the patron with --yes");
    assertThat(library.store.inquiries().patron(library.north, CARD)).isPresent();
    assertThat(privacy(0, "erase", CARD, "--yes")).contains("is erased", "erased ");
    assertThatThrownBy(() -> privacy(0, "erase", CARD, "--yes"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("no such patron");
  }

  @Test
  void consentIsSaidAndChanged() {
    assertThat(privacy(0, "consent", CARD)).contains("are not kept");
    assertThat(privacy(0, "consent", CARD, "--history", "on")).contains("by the patron's consent");
    assertThat(privacy(0, "consent", CARD, "--history", "off")).contains("are not kept");
  }

  @Test
  void accessLogSaysWhoLookedAndWhatWasDone() {
    lend("1");
    Access.by(
        new Access("SIP2", "north-kiosk", "63"),
        () -> library.store.inquiries().patron(library.north, CARD));
    assertThat(privacy(0, "access-log", CARD))
        .contains("SIP2", "north-kiosk", "63", "requests: 1", "checkout: done");
    assertThat(privacy(0, "access-log", CARD)).as("who asked who looked").contains("unknown");
  }
}
