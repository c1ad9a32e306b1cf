package org.samling.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.Access;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command {@code versions} on the real store. */
class VersionsCommandTest {

  private TestLibrary library;
  private int exitCode;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String versions(String... arguments) {
    var out = new StringWriter();
    var command = new VersionsCommand();
    var line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out));
    var all = new ArrayList<>(List.of("--tenant", "north"));
    all.addAll(List.of(arguments));
    line.parseArgs(all.toArray(String[]::new));
    exitCode = command.run(library.store);
    return out.toString();
  }

  private void set(String value) {
    Access.by(
        new Access(Access.COMMAND_LINE, "anna", "settings"),
        () -> {
          library.set(Setting.HOLD_PICKUP_DAYS, value);
          return value;
        });
  }

  private static String number(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  @Test
  void changesAreListedShownAndRolledBack() {
    set("10");
    set("12");

    var list = versions("list", "--kind", "setting", "--who", "cli:anna").lines().toList();
    assertThat(list).hasSize(2);
    assertThat(list.getFirst())
        .contains("cli:anna (command line)", "setting hold.pickup-days at tenant north changed");
    assertThat(list.getLast()).endsWith("made");
    var latest = number(list.getFirst());
    assertThat(versions("show", latest)).contains("value: 10 -> 12");

    assertThat(versions("roll-back", number(list.getLast()))).contains("changed again since");
    assertThat(exitCode).isEqualTo(1);
    assertThat(versions("roll-back", latest)).contains("Rolled back");
    assertThat(exitCode).isZero();
    assertThat(library.store.inquiries().policy(library.north).settings().all())
        .anyMatch(
            v -> v.setting().equals(Setting.HOLD_PICKUP_DAYS.name()) && v.value().equals("10"));
  }

  @Test
  void whatIsTypedWronglyIsSaid() {
    assertThatThrownBy(() -> versions("roll-back"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("roll-back needs the NUMBER");
    assertThatThrownBy(() -> versions("show", "999999999"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("no change 999999999");
    assertThatThrownBy(() -> versions("list", "--kind", "colour"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("colour");
  }
}
