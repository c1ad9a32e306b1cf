package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronAuthentication.PinCheck;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** {@code patrons unlock} at the command line. */
class PatronLocksCommandsTest {

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void patronWhoWasLockedOutMayTryAgain() {
    var pins = server.library.store.patronAuthentication();
    var north = server.library.north;
    for (var i = 0; i < PatronAuthentication.MAX_FAILURES; i++) {
      pins.check(north, "A", new Secret("0000"));
    }
    assertThat(pins.check(north, "A", new Secret("1234"))).isEqualTo(PinCheck.LOCKED_OUT);

    assertThat(new ClientCommands(server, "south").run("patrons", "unlock", "A").code()).isZero();
    assertThat(pins.check(north, "A", new Secret("1234")))
        .as("another tenant's card")
        .isEqualTo(PinCheck.LOCKED_OUT);
    assertThat(new ClientCommands(server).run("patrons", "unlock", "A").done()).contains("Done.");
    assertThat(pins.check(north, "A", new Secret("1234"))).isEqualTo(PinCheck.VERIFIED);
    assertThat(server.library.texts(north, "select actor from audit where command = 'unlock-pin'"))
        .singleElement()
        .asString()
        .contains("os:");
  }

  @Test
  void cardThatIsNobodysIsNamed() {
    var nobody = new ClientCommands(server).run("patrons", "unlock", "nobody");
    assertThat(nobody.code()).isEqualTo(3);
    assertThat(nobody.said()).contains("There is no such patron who has a PIN.");
  }
}
