package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** The commands {@code kiosk-texts ...}, as a library's staff would type them. */
class KioskTextsCommandsTest {

  private static final String WORDS = "Læg den i kassen til {0}, 'tak'.";

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

  private String done(String... arguments) {
    return commands.run(arguments).done();
  }

  private void assertRefused(int code, String why, String... arguments) {
    var ran = commands.run(arguments);
    assertThat(ran.code()).as(ran.said()).isEqualTo(code);
    assertThat(ran.said()).contains(why);
    assertThat(server.library.store.ownTexts().all(server.library.north)).isEmpty();
  }

  @Test
  void textIsSetListedAndTakenAway() {
    assertThat(done("kiosk-texts", "put", "009", "checkin.send-to", "--text", WORDS))
        .contains("shown:     Læg den i kassen til <0>, 'tak'.");
    assertThat(server.library.store.ownTexts().all(server.library.north))
        .containsExactly(new OwnText("009", "checkin.send-to", WORDS));
    assertThat(commands.lines("kiosk-texts", "list"))
        .anyMatch(line -> line.matches("checkin\\.send-to +yes +Læg den i kassen.*"))
        .anyMatch(line -> line.matches("item\\.on-loan +no +Udlånt"));
    assertThat(done("kiosk-texts", "list", "--own"))
        .contains("checkin.send-to")
        .doesNotContain("item.on-loan");
    assertThat(commands.lines("kiosk-texts", "list", "--language", "012"))
        .anyMatch(line -> line.matches("checkin\\.send-to +no +Send til \\{0}\\."));
    assertThat(new ClientCommands(server, "south").run("kiosk-texts", "list", "--own").done())
        .contains("There are no texts.");
    assertThat(done("kiosk-texts", "remove", "009", "checkin.send-to"))
        .contains("text:      Send til {0}.");
    assertRefused(
        3,
        "north has no text \"checkin.send-to\" of its own",
        "kiosk-texts",
        "remove",
        "009",
        "checkin.send-to");
  }

  @Test
  void textOfAWordingIsSetListedAndTakenAwayBesideTheOneForAllMachines() {
    done("kiosk-texts", "put", "009", "done.checkout", "--text", "God læselyst");
    done("kiosk-texts", "put", "009", "done.checkout", "--text", "Farvel {0}", "--wording", "hall");
    assertThat(done("kiosk-texts", "list", "--own", "--wording", "hall")).contains("Farvel {0}");
    assertThat(done("kiosk-texts", "list", "--own")).contains("God læselyst");
    assertThat(done("kiosk-texts", "preview", "009", "done.checkout", "--wording", "hall"))
        .contains("Farvel <0>");
    done("kiosk-texts", "remove", "009", "done.checkout", "--wording", "hall");
    assertThat(server.library.store.ownTexts().all(server.library.north))
        .containsExactly(new OwnText("009", "done.checkout", "God læselyst"));
  }

  @Test
  void previewShowsTheTextAndItsLengthAndChangesNothing() {
    assertThat(done("kiosk-texts", "preview", "009", "pin.wrong", "--text", "Prøv igen"))
        .containsPattern("UTF-8 +9\\b")
        .containsPattern("US-ASCII +10\\b");
    assertThat(done("kiosk-texts", "preview", "009", "pin.wrong"))
        .contains("Kortet eller pinkoden er forkert.");
    assertThat(server.library.store.ownTexts().all(server.library.north)).isEmpty();
  }

  @Test
  void wrongTextIsRefusedAndNotKept() {
    assertRefused(
        2,
        "{0} has no value here",
        "kiosk-texts",
        "put",
        "009",
        "pin.wrong",
        "--text",
        "Forkert: {0}");
    assertRefused(
        3, "There is no text \"no.such\"", "kiosk-texts", "put", "009", "no.such", "--text", "x");
    assertRefused(2, "--text", "kiosk-texts", "put", "009", "pin.wrong");
    assertRefused(3, "in the language \"025\"", "kiosk-texts", "preview", "025", "pin.wrong");
    assertRefused(2, "in the language \"025\"", "kiosk-texts", "list", "--language", "025");
  }
}
