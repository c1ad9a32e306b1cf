package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** {@code admission} at the command line. */
class AdmissionCommandsTest {

  private final TestServer server = new TestServer();
  private final ClientCommands commands = new ClientCommands(server);

  @AfterEach
  void close() {
    server.close();
  }

  private void wrong(int code, String detail, String... arguments) {
    var ran = commands.run(arguments);
    assertThat(ran.said()).contains(detail);
    assertThat(ran.code()).isEqualTo(code);
  }

  @Test
  void admissionIsWithdrawnShownAndRestored() {
    assertThat(commands.run("admission", "show", "A").done())
        .isEqualTo("There are no withdrawals.\n");
    assertThat(
            commands
                .run(
                    "admission",
                    "withdraw",
                    "A",
                    "--branch",
                    TestLibrary.MAIN,
                    "--reason",
                    "noise",
                    "--until",
                    "2099-01-01")
                .done())
        .containsPattern("branch +DK-799700 +\\S+ +2099-01-01 +no +noise");
    assertThat(commands.run("admission", "withdraw", "A", "--reason", "more noise").done())
        .containsPattern("tenant +north +.* +more noise");
    assertThat(commands.run("admission", "restore", "A", "--branch", TestLibrary.MAIN).done())
        .contains("tenant")
        .doesNotContain("branch");
    assertThat(commands.run("admission", "restore", "A").done())
        .isEqualTo("There are no withdrawals.\n");
    var library = server.library;
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command like '%admission'"))
        .isEqualTo(4);
  }

  @Test
  void whatIsTypedWronglyIsNamed() {
    wrong(2, "--reason", "admission", "withdraw", "A");
    wrong(2, "\"reason\" is missing", "admission", "withdraw", "A", "--reason", " ");
    wrong(3, "patron unknown", "admission", "withdraw", "nobody", "--reason", "r");
    wrong(3, "no such patron", "admission", "show", "nobody");
    wrong(
        2,
        "north has no branch \"DK-1\".",
        "admission",
        "withdraw",
        "A",
        "--reason",
        "r",
        "--branch",
        "DK-1");
    wrong(
        2,
        "not both",
        "admission",
        "withdraw",
        "A",
        "--reason",
        "r",
        "--branch",
        "DK-1",
        "--agency",
        "1");
    wrong(
        2,
        "\"until\" has passed.",
        "admission",
        "withdraw",
        "A",
        "--reason",
        "r",
        "--until",
        "2020-01-01");
    wrong(4, "is not withdrawn at tenant north", "admission", "restore", "A");
  }
}
