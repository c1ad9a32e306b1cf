package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.AccountTokens.CreatedToken;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.AnsweredRequests;
import org.samling.core.requests.AnsweredRequests.Again;
import org.samling.core.requests.AnsweredRequests.Answer;
import org.samling.core.requests.AnsweredRequests.Different;
import org.samling.core.requests.AnsweredRequests.First;
import org.samling.core.requests.AnsweredRequests.Running;

/** Tokens of programs, and what was answered to their requests, in the real store. */
class AccountTokensTest {

  private static final String ONE = "1".repeat(64);

  private final TestLibrary library = new TestLibrary();
  private final AccountTokens tokens = library.store.accountTokens();

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
    register.putScopes(
        library.north, "north-web", Set.of(Scope.PATRONS_READ, Scope.CIRCULATION, Scope.HOLDS));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private CreatedToken token(Scope... scopes) {
    return tokens
        .create(library.north, "north-web", new NewToken("web", Set.of(scopes), null, "test"))
        .orElseThrow();
  }

  private Set<Scope> opened(CreatedToken token) {
    return library
        .store
        .accounts()
        .byToken(Account.Protocol.REST, token.value())
        .map(login -> login.account().scopes())
        .orElse(Set.of());
  }

  @Test
  void tokenOpensWhatBothItAndItsAccountMay() {
    assertThat(opened(token(Scope.HOLDS, Scope.PAYMENTS))).containsExactly(Scope.HOLDS);
  }

  @Test
  void tokenOfWhichOneDigitDiffersOpensNothing() {
    var token = token(Scope.HOLDS);
    var value = token.value().value();
    var last = value.charAt(value.length() - 1) == '0' ? '1' : '0';
    var other = value.substring(0, value.length() - 1) + last;
    assertThat(opened(new CreatedToken(token.id(), new Secret(other)))).isEmpty();
    var ofSouth =
        value.replace("_" + library.north.value() + "_", "_" + library.south.value() + "_");
    assertThat(opened(new CreatedToken(token.id(), new Secret(ofSouth)))).isEmpty();
    assertThat(opened(new CreatedToken(token.id(), new Secret("samling_x")))).isEmpty();
  }

  @Test
  void tokenThatWasTakenBackOrWhoseAccountIsDisabledOpensNothing() {
    var token = token(Scope.HOLDS);
    var other = token(Scope.HOLDS);
    assertThat(tokens.revoke(library.south, token.id())).isFalse();
    assertThat(tokens.revoke(library.north, token.id())).isTrue();
    assertThat(tokens.revoke(library.north, token.id())).isFalse();
    assertThat(opened(token)).isEmpty();
    assertThat(opened(other)).isNotEmpty();
    library.store.libraryRegister().putEnabled(library.north, "north-web", false);
    assertThat(opened(other)).isEmpty();
  }

  @Test
  void tokenThatIsRotatedEndsWhenItIsSaidAndTheNewOneOpensTheSame() {
    var old = token(Scope.HOLDS);
    var next = tokens.rotate(library.north, old.id(), Instant.now().plusSeconds(60), "test");
    assertThat(opened(next.orElseThrow())).isEqualTo(opened(old));
    var last = tokens.rotate(library.north, next.get().id(), Instant.now(), "test");
    assertThat(opened(next.get())).isEmpty();
    assertThat(opened(last.orElseThrow())).isNotEmpty();
    assertThat(tokens.rotate(library.north, next.get().id(), Instant.now(), "test")).isEmpty();
    assertThat(tokens.rotate(library.south, last.get().id(), Instant.now(), "test")).isEmpty();
    assertThat(tokens.list(library.north)).hasSize(3).allMatch(t -> t.label().equals("web"));
    assertThat(tokens.list(library.south)).isEmpty();
  }

  @Test
  void tokensAreOfAccountsThatSpeakRestOnly() {
    var token = new NewToken("kiosk", Set.of(Scope.HOLDS), null, "test");
    assertThat(tokens.create(library.north, "north-kiosk", token)).isEmpty();
    assertThat(tokens.create(library.south, "north-web", token)).isEmpty();
  }

  @Test
  void requestThatComesAgainHasTheSameAnswer() {
    var requests = library.store.answeredRequests();
    var account =
        library
            .store
            .accounts()
            .named(Account.Protocol.REST, "north-web")
            .map(Account::id)
            .orElseThrow();
    var key = new AnsweredRequests.Key(library.north, account, UUID.randomUUID().toString());
    assertThat(requests.begin(key, ONE)).isEqualTo(new First());
    assertThat(library.texts(library.north, "select fingerprint from answered_request"))
        .as("nobody guesses from it what was asked")
        .hasSize(1)
        .doesNotContain(ONE);
    assertThat(requests.begin(key, ONE)).isEqualTo(new Running());
    assertThat(requests.begin(key, "2".repeat(64))).isEqualTo(new Different());
    var answer = new Answer(200, null, "{\"a\":1}");
    requests.storeAnswer(key, answer);
    assertThat(requests.begin(key, ONE)).isEqualTo(new Again(answer));
    assertThat(requests.begin(key, "2".repeat(64))).isEqualTo(new Different());
    requests.forget(key);
    assertThat(requests.begin(key, ONE)).as("answered for good").isEqualTo(new Again(answer));
    assertThat(requests.forgetOld(library.north, Instant.now())).isZero();
    assertThat(requests.forgetOld(library.north, Instant.now().plusSeconds(90_000))).isOne();
    assertThat(requests.begin(key, "2".repeat(64))).isEqualTo(new First());
    requests.forget(key);
    assertThat(requests.begin(key, ONE)).isEqualTo(new First());
  }

  @Test
  void requestOfTheLocalOperatorIsKeptThoughNoAccountIsStoredForIt() {
    var requests = library.store.answeredRequests();
    var key = new AnsweredRequests.Key(library.north, Account.LOCAL_OPERATOR, "operator-1");
    assertThat(requests.begin(key, ONE)).isEqualTo(new First());
    var answer = new Answer(204, null, null);
    requests.storeAnswer(key, answer);
    assertThat(requests.begin(key, ONE)).isEqualTo(new Again(answer));
  }
}
