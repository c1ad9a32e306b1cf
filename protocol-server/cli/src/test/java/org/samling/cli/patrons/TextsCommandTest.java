package org.samling.cli.patrons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

/** The command {@code texts} on the real store. */
class TextsCommandTest {

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String texts(String... arguments) {
    return TenantCommands.run(new TextsCommand(), library.store, arguments);
  }

  @Test
  void textIsSetListedAndTakenAway() {
    assertThat(texts("set", "checkin.send-to", "Læg den i kassen til {0}."))
        .contains("checkin.send-to reads: Læg den i kassen til <0>.");
    assertThat(texts("list"))
        .contains("* checkin.send-to = Læg den i kassen til {0}.", "  item.on-loan = Udlånt");
    assertThat(texts("list", "--language", "012"))
        .contains("  checkin.send-to = Send til {0}.")
        .doesNotContain("* ");
    assertThat(texts("remove", "checkin.send-to")).contains("built-in");
    assertThat(texts("list")).contains("  checkin.send-to = Send til {0}.");
    assertThatThrownBy(() -> texts("remove", "checkin.send-to"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("has no text \"checkin.send-to\" of its own");
  }

  @Test
  void previewShowsTheTextAndItsLengthAndChangesNothing() {
    assertThat(texts("preview", "pin.wrong", "Prøv igen"))
        .contains("Prøv igen", "UTF-8 9", "US-ASCII 10");
    assertThat(texts("preview", "pin.wrong")).contains("Kortet eller pinkoden er forkert.");
    assertThat(texts("list")).doesNotContain("* ");
  }

  @Test
  void wrongTextIsRefusedAndNotKept() {
    assertThatThrownBy(() -> texts("set", "pin.wrong", "Forkert: {0}"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("{0} has no value here");
    assertThatThrownBy(() -> texts("set", "no.such", "x"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there is no text \"no.such\"");
    assertThatThrownBy(() -> texts("set", "pin.wrong"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("set needs a TEXT");
    assertThatThrownBy(() -> texts("list", "--language", "025"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("025");
    assertThat(texts("list")).doesNotContain("* ");
  }
}
