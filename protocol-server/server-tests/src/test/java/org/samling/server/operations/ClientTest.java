package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.library.OperatorToken;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** The command line asks a server, as its own user or with a token. */
class ClientTest {

  private final TestServer server = new TestServer();
  private final ClientCommands commands = new ClientCommands(server);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void tokenIsForTheServersUserAloneAndNamesIt() throws IOException {
    var file = server.directory().resolve(OperatorToken.FILE);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var token = OperatorToken.read(file).orElseThrow();
    assertThat(token.user()).isEqualTo(System.getProperty("user.name"));
    assertThat(token.toString()).doesNotContain(token.token().value());

    var _ =
        commands
            .run(
                "calendars",
                "close-branch",
                TestLibrary.MAIN,
                "--from",
                "2027-03-01",
                "--to",
                "2027-03-02",
                "--reason",
                "Moving")
            .done();
    assertThat(commands.run("versions", "list").done())
        .contains("os:" + System.getProperty("user.name"))
        .contains("2027-03-01");
  }

  @Test
  void tokenOfAnAccountIsUsedFromAnywhere() throws IOException {
    var token = folder.resolve("token");
    Files.writeString(token, token(Set.of(Scope.CONFIGURATION_READ)).value() + "\n");
    var address = "http://127.0.0.1:" + server.listeners.httpPort();

    assertThat(run("calendars", "list", "--server", address, "--token-file", token.toString()))
        .startsWith("0 ")
        .contains(TestLibrary.MAIN);
    assertThat(run("bookings", "list", "--server", address, "--token-file", token.toString()))
        .startsWith("5 ")
        .contains("does not have the scope bookings:read");
  }

  @Test
  void tokenOfTheOperatorGoesToNoOtherServer() {
    assertThat(commands.run("calendars", "list", "--server", "http://127.0.0.1:1"))
        .satisfies(ran -> {
          assertThat(ran.code()).isEqualTo(2);
          assertThat(ran.said())
              .contains("http://127.0.0.1:1 needs the token of an account (--token-file or ");
        });
  }

  @Test
  void slashAtTheEndOfAnAddressMakesItNoOther() {
    var address = "http://127.0.0.1:" + server.listeners.httpPort() + "/";

    assertThat(commands.run("calendars", "list", "--server", address).done())
        .contains(TestLibrary.MAIN);
  }

  @Test
  void tokenIsNotSentUnencryptedToAnotherMachineUnlessThatIsMeant() throws IOException {
    var token = Files.writeString(folder.resolve("token"), "not-a-token\n").toString();
    // A name that no resolver may know (RFC 6761, section 6.4).
    String[] asked = {
      "calendars", "list", "--server", "http://host.invalid:1", "--token-file", token
    };

    assertThat(run(asked))
        .startsWith("2 ")
        .contains(
            "the token would cross the network unencrypted to http://host.invalid:1: use https, or accept that with --plain");

    var meant = Stream.concat(Stream.of(asked), Stream.of("--plain")).toArray(String[]::new);
    assertThat(run(meant))
        .startsWith("1 ")
        .contains(
            "warning: the token crosses the network unencrypted to http://host.invalid:1",
            "http://host.invalid:1 gave no answer");
  }

  private Secret token(Set<Scope> scopes) {
    var library = server.library;
    var register = library.store.libraryRegister();
    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                Protocol.REST,
                "program",
                new Secret("program-1"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putScopes(library.north, "program", scopes);
    return library
        .store
        .accountTokens()
        .create(library.north, "program", new NewToken("test", scopes, null, "t"))
        .orElseThrow()
        .value();
  }

  private static String run(String... arguments) {
    var said = new StringWriter();
    var code = Samling.run(new PrintWriter(said), arguments);
    return code + " " + said;
  }

  @Test
  void exitCodesTellWhatHappened() {
    assertThat(commands.run("calendars", "show", TestLibrary.MAIN).code()).isZero();
    assertThat(commands.run("bookings", "place", "--patron", "x").code()).isEqualTo(2);
    assertThat(
            commands.run(
                "bookings", "place", "--patron", "x", "--from", "soon", "--until", "later"))
        .satisfies(ran -> {
          assertThat(ran.code()).isEqualTo(2);
          assertThat(ran.said()).contains("\"from\" must be a day such as 2026-11-25.");
        });
    assertThat(commands.run("calendars", "show", "DK-000000").code()).isEqualTo(3);
    assertThat(run("calendars", "list", "--data", folder.toString()))
        .startsWith("1 ")
        .contains("no server runs with " + folder);
    assertThat(new ClientCommands(server, "nobody").run("calendars", "list"))
        .satisfies(ran -> {
          assertThat(ran.code()).isEqualTo(2);
          assertThat(ran.said()).contains("There is no tenant \"nobody\"; there are ");
        });
  }

  @Test
  void answerIsATableOrJsonOrCsv() {
    assertThat(commands.run("stops", "list").done()).isEqualTo("There are no stops.\n");
    assertThat(commands.run("stops", "list", "--output", "json").done())
        .contains("\"stops\" : [ ]");
    assertThat(commands.lines("calendars", "list").getFirst())
        .startsWith("branch ")
        .contains("name");
    assertThat(commands.lines("calendars", "list", "--output", "csv").getFirst())
        .startsWith("branch,name");
  }

  @Test
  void listIsReadPageAfterPage() {
    for (var i = 0; i < 101; i++) {
      var ran =
          commands.run(
              "calendars",
              "close-branch",
              TestLibrary.MAIN,
              "--from",
              LocalDate.of(2027, 1, 1).plusDays(i).toString(),
              "--reason",
              "Moving");
      assertThat(ran.code()).as(ran.said()).isZero();
    }

    var all = commands.lines("versions", "list", "--output", "csv");
    assertThat(all).hasSizeGreaterThan(101).doesNotHaveDuplicates();
    assertThat(commands.lines("versions", "list", "--output", "csv", "--limit", "7"))
        .isEqualTo(all.subList(0, 8));
    assertThat(commands.run("versions", "list", "--limit", "7").done())
        .endsWith("There are more: give a larger --limit.\n");
  }
}
