package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.LendingAgreements.Agreement;
import org.samling.core.organisation.TenantId;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.server.web.RestProgram;

/** The commands {@code agreements}. */
class AgreementCommandsTest {

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

  private ClientCommands.Ran agreements(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "agreements";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return commands.run(all);
  }

  private Iterable<Agreement> of(TenantId tenant) {
    return server.library.store.lendingAgreements().of(tenant);
  }

  private void wrong(int code, String message, String... arguments) {
    var ran = agreements(arguments);
    assertThat(ran.said()).contains(message);
    assertThat(ran.code()).isEqualTo(code);
  }

  @Test
  void agreementIsMadeForBothListedWithWhoMadeItAndEnded() {
    assertThat(agreements("list").done()).contains("There are no agreements.");
    assertThat(agreements("make", "south").done())
        .contains("south", "os:" + System.getProperty("user.name"));
    agreements("make", "south").done();
    assertThat(agreements("list").done()).contains("south");
    assertThat(of(server.library.north)).extracting(Agreement::other).containsExactly("south");
    assertThat(of(server.library.south)).extracting(Agreement::other).containsExactly("north");
    new ClientCommands(server, "south").run("agreements", "end", "north").done();
    assertThat(of(server.library.north)).isEmpty();
    assertThat(of(server.library.south)).isEmpty();
  }

  @Test
  void whatIsWrongWithAnAgreementIsSaid() {
    wrong(3, "There is no tenant \"west\".", "make", "west");
    wrong(2, "A tenant can't have an agreement with itself.", "make", "north");
    wrong(3, "There is no agreement with \"south\".", "end", "south");
  }

  @Test
  void accountOfOneTenantCannotBindAnother(@TempDir Path directory) throws Exception {
    RestProgram.account(
        server.library,
        server.library.north,
        "north-admin",
        Set.of(Scope.CONFIGURATION_READ, Scope.CONFIGURATION_CHANGE));
    var token =
        server
            .library
            .store
            .accountTokens()
            .create(
                server.library.north,
                "north-admin",
                new NewToken("test", Set.of(Scope.values()), null, "test"))
            .orElseThrow();
    var file = Files.writeString(directory.resolve("token"), token.value().value());
    wrong(
        5,
        "only the operator of the server can make one",
        "make",
        "south",
        "--token-file",
        file.toString(),
        "--server",
        "http://127.0.0.1:" + server.listeners.httpPort());
    assertThat(of(server.library.south)).isEmpty();
  }
}
