package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Setting;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** Patrons' PINs at the command line. */
class PinCommandsTest {

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void patronWhoWasLockedOutMayTryAgain() {
    var pins = server.library.store.patronAuthentication();
    var north = server.library.north;
    for (var i = 0; i < Setting.PIN_LOCK_AFTER.builtIn(); i++) {
      pins.check(north, "A", new Secret("0000"));
    }
    assertThat(pins.check(north, "A", new Secret("1234"))).isEmpty();

    assertThat(new ClientCommands(server, "south").run("patrons", "unlock", "A").code()).isZero();
    assertThat(pins.check(north, "A", new Secret("1234"))).as("another tenant's card").isEmpty();
    assertThat(new ClientCommands(server).run("patrons", "unlock", "A").done()).contains("Done.");
    assertThat(pins.check(north, "A", new Secret("1234"))).isPresent();
    assertThat(server.library.texts(north, "select actor from audit where command = 'unlock-pin'"))
        .singleElement()
        .asString()
        .contains("os:");
  }

  @Test
  void staffSeeALockAndItsEndAndSetChangeAndResetThePin() {
    var pins = server.library.store.patronAuthentication();
    var north = server.library.north;
    for (var i = 0; i < Setting.PIN_LOCK_AFTER.builtIn(); i++) {
      pins.check(north, "A", new Secret("0000"));
    }
    var desk = new ClientCommands(server);
    assertThat(desk.run("patrons", "show-pin", "A", "--output", "json").done())
        .contains("\"place\"", "\"until\"");

    assertThat(desk.run("patrons", "set-pin", "A", "--pin", "1212").said())
        .contains("not guessed easily");
    assertThat(desk.run("patrons", "set-pin", "A", "--pin", "8264").code()).isZero();
    assertThat(pins.check(north, "A", new Secret("8264"))).as("no longer locked").isPresent();
    assertThat(desk.run("patrons", "change-pin", "A", "--pin", "0000", "--new-pin", "9371").said())
        .contains("The card or the old PIN is wrong.");
    assertThat(desk.run("patrons", "change-pin", "A", "--pin", "8264", "--new-pin", "9371").code())
        .isZero();
    assertThat(pins.check(north, "A", new Secret("9371"))).isPresent();
    assertThat(desk.run("patrons", "reset-pin", "A").done()).containsPattern("[0-9]{4}");
    assertThat(pins.check(north, "A", new Secret("9371"))).isEmpty();
  }

  @Test
  void cardThatIsNobodysIsNamed() {
    var nobody = new ClientCommands(server).run("patrons", "unlock", "nobody");
    assertThat(nobody.code()).isEqualTo(3);
    assertThat(nobody.said()).contains("There is no such patron who has a PIN.");
  }
}
