package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronAuthentication.PinCheck;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

class UnlockCommandTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private String unlock(String card) {
    return TenantCommands.run(new UnlockCommand(), library.store, card);
  }

  @Test
  void patronWhoWasLockedOutMayTryAgain() {
    var pins = library.store.patronAuthentication();
    for (var i = 0; i < PatronAuthentication.MAX_FAILURES; i++) {
      pins.check(library.north, "A", new Secret("0000"));
    }
    assertThat(pins.check(library.north, "A", new Secret("1234"))).isEqualTo(PinCheck.LOCKED_OUT);

    assertThat(unlock("A")).contains("is unlocked");
    assertThat(pins.check(library.north, "A", new Secret("1234"))).isEqualTo(PinCheck.VERIFIED);
  }

  @Test
  void cardThatIsNobodysIsNamed() {
    assertThatThrownBy(() -> unlock("nobody"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("the tenant north has no patron with this card");
  }
}
