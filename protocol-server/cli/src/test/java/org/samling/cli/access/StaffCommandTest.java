package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.staff.SignIn;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class StaffCommandTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private String run(String... arguments) {
    var said = new StringWriter();
    var command = new StaffCommand();
    var line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(said, true)).parseArgs(arguments);
    command.run(library.store);
    return said.toString();
  }

  private boolean signsIn(String username, String said) {
    var password = said.replaceAll("(?s).*shown only once\\): (\\S+).*", "$1");
    return library.store.staff().signIn(username, new Secret(password)) instanceof SignIn.Welcome;
  }

  @Test
  void whoeverIsAddedSignsInByThePasswordThatIsShown() {
    var operator = run("add", "otto", "--role", "operator");
    var desk = run("add", "dorte", "--role", "desk", "--tenant", "north", "--agency", "799700");
    assertThat(signsIn("otto", operator)).isTrue();
    assertThat(signsIn("dorte", desk)).isTrue();
    assertThat(run("list"))
        .containsPattern("dorte +desk +north +799700")
        .containsPattern("otto +operator +all");
    assertThat(library.store.staff().acts(library.north, 9))
        .extracting("act")
        .containsExactly("staff-added");
    assertThat(library.store.staff().acts(null, 9)).extracting("subject").containsExactly("otto");
  }

  @Test
  void whoeverIsSwitchedOffSignsInNoLonger() {
    var said = run("add", "otto", "--role", "operator");
    run("disable", "otto");
    assertThat(signsIn("otto", said)).isFalse();
    run("enable", "otto");
    assertThat(signsIn("otto", said)).isTrue();
    var anew = run("password", "otto");
    assertThat(signsIn("otto", said)).isFalse();
    assertThat(signsIn("otto", anew)).isTrue();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    run("add", "otto", "--role", "operator");
    assertThatThrownBy(() -> run("add", "otto", "--role", "operator"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("is taken");
    assertThatThrownBy(() -> run("add", "dorte", "--role", "desk"))
        .hasMessageContaining("--tenant is needed");
    assertThatThrownBy(() -> run("add", "o", "--role", "operator", "--tenant", "north"))
        .hasMessageContaining("leave out --tenant");
    assertThatThrownBy(
            () -> run("add", "d", "--role", "desk", "--tenant", "north", "--agency", "1"))
        .hasMessageContaining("it has [799700]");
    assertThatThrownBy(() -> run("disable", "nobody")).hasMessageContaining("there is no user");
  }
}
