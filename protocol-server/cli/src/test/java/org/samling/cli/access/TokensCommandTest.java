package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

class TokensCommandTest {

  private static final Pattern TOLD =
      Pattern.compile("number: (\\S+)\\s+token:  (\\S+)", Pattern.MULTILINE);

  private final TestLibrary library = new TestLibrary();

  @BeforeEach
  void open() {
    var register = library.store.libraryRegister();
    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                Account.Protocol.REST,
                "north-web",
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putScopes(library.north, "north-web", Set.of(Scope.HOLDS));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String tokens(String... arguments) {
    return TenantCommands.run(new TokensCommand(), library.store, arguments);
  }

  private boolean opens(String token) {
    return library.store.accounts().byToken(Account.Protocol.REST, new Secret(token)).isPresent();
  }

  @Test
  void tokenIsMadeShownOnceRotatedAndRevoked() {
    var made = TOLD.matcher(tokens("create", "north-web", "--scopes", "holds", "--label", "web"));
    assertThat(made.find()).isTrue();
    assertThat(opens(made.group(2))).isTrue();
    var listed = tokens("list");
    assertThat(listed).contains(made.group(1), "\"web\": holds; made", "ends");
    assertThat(listed).doesNotContain(made.group(2));

    var next = TOLD.matcher(tokens("rotate", made.group(1), "--overlap", "0"));
    assertThat(next.find()).isTrue();
    assertThat(opens(made.group(2))).isFalse();
    assertThat(opens(next.group(2))).isTrue();

    assertThat(tokens("revoke", next.group(1))).contains("is revoked");
    assertThat(opens(next.group(2))).isFalse();
    assertThat(tokens("list", "--json").lines()).hasSize(2).allMatch(l -> l.endsWith("false}"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> tokens("create", "north-web", "--label", "x", "--scopes", "all"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there is no scope \"all\"; there are accounts:manage");
    assertThatThrownBy(() -> tokens("create", "north-kiosk", "--label", "x", "--scopes", "holds"))
        .hasMessageContaining("no REST account \"north-kiosk\"");
    assertThatThrownBy(() -> tokens("revoke", "1")).hasMessageContaining("no valid token \"1\"");
  }
}
