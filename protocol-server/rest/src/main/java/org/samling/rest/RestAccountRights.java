package org.samling.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;

/**
 * Decides whose account an account may change. Nobody can gain a scope that they don't have
 * themselves, neither by granting it nor by logging in as somebody else.
 */
final class RestAccountRights {

  private final MachineAccounts accounts;

  RestAccountRights(MachineAccounts accounts) {
    this.accounts = accounts;
  }

  /** An account of the tenant. */
  MachineAccount account(RestExchange exchange, String name) {
    return accounts.named(exchange.tenant().id(), name).orElseThrow(() -> noAccount(name));
  }

  static RestProblem noAccount(String name) {
    return new RestProblem(Status.NOT_FOUND, "There is no account \"%s\".".formatted(name));
  }

  /** An account that the caller may change, because it may do no more than the caller. */
  MachineAccount changeable(RestExchange exchange, String name) {
    var account = account(exchange, name);
    for (var scope : account.scopes()) {
      if (!exchange.account().scopes().contains(scope)) {
        throw new RestProblem(
            Status.FORBIDDEN,
            "The account %s does not have the scope %s, so it can't change %s, which has it."
                .formatted(exchange.account().username(), scope.text(), name));
      }
    }
    return account;
  }

  /** The same, for an account other than the caller's own. */
  MachineAccount changeableOther(RestExchange exchange, String name) {
    var account = changeable(exchange, name);
    if (account.id().equals(exchange.account().id())) {
      throw new RestProblem(
          Status.CONFLICT, "An account can't change anything of its own except its password.");
    }
    return account;
  }

  /**
   * Scopes by their names, all of which the caller may grant.
   *
   * @param words the names; for NCIP none means all
   */
  static Set<Scope> grantable(RestExchange exchange, Protocol protocol, List<String> words) {
    var scopes =
        words.stream()
            .map(word ->
                Scope.of(word)
                    .orElseThrow(() ->
                        new RestProblem(
                            Status.BAD_REQUEST, "There is no scope \"%s\".".formatted(word))))
            .collect(Collectors.toSet());
    checkGiven(exchange, protocol, scopes);
    return scopes;
  }

  /**
   * Checks that the caller may grant these scopes.
   *
   * @param scopes the scopes; for NCIP none means all
   */
  private static void checkGiven(RestExchange exchange, Protocol protocol, Set<Scope> scopes) {
    var given = scopes.isEmpty() && protocol == Protocol.NCIP ? Scope.NCIP : scopes;
    for (var scope : given) {
      if (!exchange.account().scopes().contains(scope)) {
        throw new RestProblem(
            Status.FORBIDDEN,
            "The account %s does not have the scope %s, so it can't grant it."
                .formatted(exchange.account().username(), scope.text()));
      }
    }
  }

  /**
   * Checks that the caller may restore an earlier state of an account.
   *
   * @param before its columns, as versions keep them
   */
  void checkRestorable(RestExchange exchange, String name, Map<String, String> before) {
    var _ = changeableOther(exchange, name);
    var written = before.getOrDefault("scopes", "");
    checkGiven(
        exchange,
        Protocol.valueOf(before.getOrDefault("protocol", Protocol.REST.name())),
        Arrays.stream(Scope.values())
            .filter(s -> written.contains('"' + s.text() + '"'))
            .collect(Collectors.toSet()));
  }

  /** The problem that an account lacks a scope. */
  static RestProblem lacksScope(Account account, Scope scope) {
    return new RestProblem(
        Status.FORBIDDEN,
        "The account %s does not have the scope %s.".formatted(account.username(), scope.text()));
  }
}
