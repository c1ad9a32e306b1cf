package org.samling.operations.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.AccountTokens.Token;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.accounts.AccountRights;
import org.samling.operations.tokens.Tokens.ListEntry;
import org.samling.operations.tokens.Tokens.Listed;
import org.samling.operations.tokens.Tokens.MadeToken;
import org.samling.operations.tokens.Tokens.NewToken;
import org.samling.operations.tokens.Tokens.Replaced;
import org.samling.operations.tokens.Tokens.Rotation;
import org.samling.operations.tokens.Tokens.WhichToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of programs. Nobody can make one for an account that may do more than they, nor with a
 * scope that they don't have; anybody who manages accounts can revoke one.
 */
public final class TokenOperations {

  /** The operations. */
  public static final Family<TokenOperations> FAMILY =
      new Family<>(
          "tokens",
          "token",
          "Tokens, which programs send in place of a password",
          List.of(
              Operation.get(
                      "list-tokens",
                      "/tokens",
                      Scope.ACCOUNTS_MANAGE,
                      "Lists all tokens, those that have ended or were revoked too")
                  .paged()
                  .of(Nothing.class, Listed.class, TokenOperations::list),
              Operation.post(
                      "create-token",
                      "/accounts/:account/tokens",
                      Scope.ACCOUNTS_MANAGE,
                      "Creates a token for a REST account, which gives access to no more than the account has")
                  .tellingSecret()
                  .of(NewToken.class, MadeToken.class, TokenOperations::create),
              Operation.post(
                      "rotate-token",
                      "/tokens/:number/rotation",
                      Scope.ACCOUNTS_MANAGE,
                      "Replaces a token by a new one; the old one can be used for a while still")
                  .tellingSecret()
                  .of(Rotation.class, Replaced.class, TokenOperations::rotate),
              Operation.delete(
                      "revoke-token",
                      "/tokens/:number",
                      Scope.ACCOUNTS_MANAGE,
                      "Revokes a token: it can't be used from now on")
                  .of(WhichToken.class, Nothing.class, TokenOperations::revoke)));

  private static final int DAYS = 365;
  private static final int OVERLAP = 24;

  private final AccountTokens tokens;
  private final AccountRights rights;
  private final Logger log = LoggerFactory.getLogger(TokenOperations.class);

  /** Operations on a store. */
  public TokenOperations(AccountTokens tokens, AccountRights rights) {
    this.tokens = tokens;
    this.rights = rights;
  }

  private Listed list(Request<Nothing> request) {
    var now = Instant.now();
    var page =
        request
            .paging()
            .within(tokens.list(request.tenantId()), token -> token.id().toString())
            .map(token -> ListEntry.of(token, now));
    return new Listed(page.entries(), page.next());
  }

  private MadeToken create(Request<NewToken> request) {
    var wanted = request.input();
    var label = Texts.needed("label", wanted.label());
    var name = wanted.account();
    var account = rights.changeable(request.account(), name);
    if (account.protocol() != Protocol.REST) {
      throw Problem.refused("%s is not a REST account, so it has no tokens.".formatted(name));
    }
    var days = Duration.ofDays(Objects.requireNonNullElse(wanted.days(), DAYS));
    var token =
        new AccountTokens.NewToken(
            label,
            AccountRights.grantable(request.account(), Protocol.REST, wanted.scopes()),
            Instant.now().plus(days),
            request.account().username());
    var made =
        tokens
            .create(request.tenantId(), name, token)
            .orElseThrow(() -> AccountRights.noAccount(name));
    log.info("{} made the token {} of {}", request.account().username(), made.id(), name);
    return MadeToken.of(made);
  }

  private Replaced rotate(Request<Rotation> request) {
    var token = valid(request, request.input().number());
    checkMayHave(request, token);
    var hours = Objects.requireNonNullElse(request.input().overlap(), OVERLAP);
    var until = Instant.now().plus(Duration.ofHours(hours));
    var by = request.account().username();
    var made =
        tokens
            .rotate(request.tenantId(), token.id(), until, by)
            .orElseThrow(() -> noToken(request.input().number()));
    log.info("{} made the token {} in place of {}", by, made.id(), token.id());
    var ends = token.expires();
    return new Replaced(MadeToken.of(made), ends != null && ends.isBefore(until) ? ends : until);
  }

  private Token valid(Request<?> request, String number) {
    var now = Instant.now();
    var id = id(number);
    return tokens.list(request.tenantId()).stream()
        .filter(token -> token.id().equals(id) && token.isValid(now))
        .findFirst()
        .orElseThrow(() -> noToken(number));
  }

  /** Checks that the caller may have made a token: they learn the one that replaces it. */
  private void checkMayHave(Request<?> request, Token token) {
    var caller = request.account();
    var _ = rights.changeable(caller, token.username());
    var scopes = token.scopes().stream().map(Scope::text).toList();
    var _ = AccountRights.grantable(caller, Protocol.REST, scopes);
  }

  private Nothing revoke(Request<WhichToken> request) {
    var number = request.input().number();
    if (!tokens.revoke(request.tenantId(), id(number))) {
      throw noToken(number);
    }
    log.info("{} revoked the token {}", request.account().username(), number);
    return Nothing.NOTHING;
  }

  private static UUID id(String number) {
    return Ids.of(number).orElseThrow(() -> noToken(number));
  }

  private static Problem noToken(String number) {
    return Problem.unknown("There is no valid token \"%s\".".formatted(number));
  }
}
