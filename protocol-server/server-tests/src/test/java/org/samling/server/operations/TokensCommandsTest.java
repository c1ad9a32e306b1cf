package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.server.web.RestProgram;

/** {@code tokens} at the command line, and who may make one by REST. */
class TokensCommandsTest {

  private static final Pattern MADE = Pattern.compile("number: +(\\S+)\\s+token: +(\\S+)");

  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    commands = new ClientCommands(server);
    account(server.library.north, "north-web", Scope.HOLDS);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void account(TenantId tenant, String name, Scope... scopes) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.REST,
                name,
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putScopes(tenant, name, Set.of(scopes));
  }

  private boolean opens(String token) {
    return server
        .library
        .store
        .accounts()
        .byToken(Account.Protocol.REST, new Secret(token))
        .isPresent();
  }

  private List<String> made(String... arguments) {
    var made = MADE.matcher(commands.run(arguments).done());
    assertThat(made.find()).isTrue();
    return List.of(made.group(1), made.group(2));
  }

  @Test
  void tokenIsMadeShownOnceRotatedAndRevoked() {
    var first = made("tokens", "create", "north-web", "--scopes", "holds", "--label", "web");
    assertThat(opens(first.getLast())).isTrue();
    var listed = commands.run("tokens", "list").done();
    assertThat(listed)
        .containsPattern(first.getFirst() + " +north-web +web +holds .* yes")
        .doesNotContain(first.getLast());

    var next = made("tokens", "rotate", first.getFirst(), "--overlap", "0");
    assertThat(opens(first.getLast())).isFalse();
    assertThat(opens(next.getLast())).isTrue();

    assertThat(commands.run("tokens", "revoke", next.getFirst()).done()).contains("Done.");
    assertThat(opens(next.getLast())).isFalse();
    assertThat(commands.lines("tokens", "list", "--output", "csv"))
        .hasSize(3)
        .allMatch(line -> line.endsWith("valid") || line.endsWith("no"));
  }

  @Test
  void oldTokenStaysGoodForAWhileUnlessSaidOtherwise() {
    var first = made("tokens", "create", "north-web", "--scopes", "holds", "--label", "web");
    assertThat(commands.run("tokens", "rotate", first.getFirst()).done()).contains("old-ends:");
    assertThat(opens(first.getLast())).isTrue();
  }

  @Test
  void whatIsWrongIsNamed() {
    var unknown = commands.run("tokens", "create", "north-web", "--label", "x", "--scopes", "all");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.said()).contains("There is no scope \"all\".");
    var tooLong =
        commands.run(
            "tokens", "create", "north-web", "--label", "x", "--scopes", "holds", "--days", "9999");
    assertThat(tooLong.code()).isEqualTo(2);
    assertThat(tooLong.said()).contains("\"days\" must be a number from 1 to 3,650.");
    var kiosk =
        commands.run("tokens", "create", "north-kiosk", "--label", "x", "--scopes", "holds");
    assertThat(kiosk.code()).isEqualTo(4);
    assertThat(kiosk.said()).contains("north-kiosk is not a REST account");
    var none = commands.run("tokens", "revoke", "1");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.said()).contains("There is no valid token \"1\".");
  }

  @Test
  void tokenOfAnotherTenantIsUnknown() {
    account(server.library.south, "south-web", Scope.HOLDS);
    var south = new ClientCommands(server, "south");
    var made =
        MADE.matcher(
            south
                .run("tokens", "create", "south-web", "--scopes", "holds", "--label", "web")
                .done());
    assertThat(made.find()).isTrue();
    assertThat(commands.run("tokens", "rotate", made.group(1)).code()).isEqualTo(3);
    assertThat(commands.run("tokens", "revoke", made.group(1)).code()).isEqualTo(3);
    assertThat(commands.run("tokens", "list").done()).contains("There are no tokens.");
    assertThat(opens(made.group(2))).isTrue();
  }

  @Test
  void nobodyGainsAScopeByAToken() {
    account(server.library.north, "north-till", Scope.HOLDS, Scope.PAYMENTS);
    var paying = made("tokens", "create", "north-till", "--scopes", "payments", "--label", "till");
    try (var manager =
        RestProgram.of(
            server, server.library.north, "north-manager", Scope.ACCOUNTS_MANAGE, Scope.HOLDS)) {
      assertThat(create(manager, "north-till", "holds"))
          .contains("403", "so it can't change north-till, which has it.");
      assertThat(create(manager, "north-web", "payments"))
          .contains("403", "does not have the scope payments, so it can't grant it.");
      assertThat(create(manager, "north-web", "holds")).contains("\"token\"");
      var rotated = post(manager, "/tokens/%s/rotation".formatted(paying.getFirst()), "{}");
      assertThat(rotated).contains("403", "so it can't change north-till, which has it.");
      assertThat(opens(paying.getLast())).isTrue();
      assertThat(manager.delete("/rest/v1/tokens/" + paying.getFirst()).statusCode())
          .as("less is no danger")
          .isEqualTo(204);
    }
  }

  @Test
  void answerWithATokenIsNotKept() {
    try (var manager =
        RestProgram.of(
            server, server.library.north, "north-manager", Scope.ACCOUNTS_MANAGE, Scope.HOLDS)) {
      var asked = "{\"label\": \"web\", \"scopes\": [\"holds\"]}";
      assertThat(post(manager, "/accounts/north-web/tokens", asked, "Idempotency-Key", "\"once\""))
          .contains("400", "Ask without an Idempotency-Key");
      assertThat(commands.run("tokens", "list").done()).contains("There are no tokens.");
    }
  }

  private static String create(RestProgram program, String account, String scope) {
    return post(
        program,
        "/accounts/%s/tokens".formatted(account),
        "{\"label\": \"test\", \"scopes\": [\"%s\"]}".formatted(scope));
  }

  private static String post(RestProgram program, String path, String body, String... headers) {
    return program.post("/rest/v1" + path, BodyPublishers.ofString(body), headers).body();
  }
}
