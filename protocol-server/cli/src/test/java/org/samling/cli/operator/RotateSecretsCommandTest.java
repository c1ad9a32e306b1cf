package org.samling.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.patron.Cpr;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.Keyring;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class RotateSecretsCommandTest {

  @TempDir private Path directory;
  private TestLibrary library;
  private PostgresStore store;
  private Path file;

  @BeforeEach
  void open() throws Exception {
    library = new TestLibrary();
    file = Files.copy(TestLibrary.keys(), directory.resolve("keys"));
    store =
        new PostgresStore(
            new DatabaseSettings(
                library.roles.url(),
                library.roles.application(),
                library.roles.applicationPassword(),
                4,
                8,
                100,
                TestLibrary.ANSWER_WITHIN),
            Keyring.loadOrCreate(file));
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "P");
  }

  @AfterEach
  void close() {
    store.close();
    library.close();
  }

  private String rotate(String... arguments) throws Exception {
    var said = new StringWriter();
    var command = new RotateSecretsCommand();
    var out = new PrintWriter(said);
    new CommandLine(command).setOut(out).setErr(out).parseArgs(arguments);
    command.run(store, out);
    out.flush();
    return said.toString();
  }

  @Test
  void pepperIsAddedUsedAndTheOldOneStaysWhileSomethingIsKeptByIt() throws Exception {
    assertThat(rotate("start", "--file-only"))
        .contains("The key file now has pepper.2")
        .containsPattern("CPR +pepper.1 +1");
    assertThat(rotate("continue"))
        .contains("north: CPR numbers and second factors moved to the newest pepper: 1")
        .containsPattern("CPR +pepper.2 +1")
        .doesNotContainPattern("CPR +pepper.1");
    assertThat(store.persons().rowsOf(Cpr.of(TestPatrons.CPR))).hasSize(1);
    assertThatThrownBy(() -> rotate("retire", "--pepper", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pepper.1 is still needed");
    assertThatThrownBy(() -> rotate("retire", "--pepper", "2"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("names an older pepper");
    assertThatThrownBy(() -> rotate("begin"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there are start, continue, status and retire");
    assertThat(Files.readString(file)).contains("pepper.1=", "pepper.2=");
  }
}
