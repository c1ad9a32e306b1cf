package org.samling.operations.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.samling.core.StoreException;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.Words;
import org.samling.operations.accounts.Accounts.NewAccess;
import org.samling.operations.accounts.Accounts.NewPassword;
import org.samling.operations.accounts.Accounts.NewScopes;
import org.samling.operations.accounts.Accounts.WholeAccount;
import org.slf4j.LoggerFactory;

/** Changes to existing accounts. */
public final class AccountChanges {

  /** The operations. */
  public static final Family<AccountChanges> FAMILY =
      new Family<>(
          "accounts",
          "account",
          "Changes to existing accounts",
          List.of(
              Operation.post(
                      "put-account-access",
                      "/accounts/:name/access",
                      Scope.ACCOUNTS_MANAGE,
                      "Limits from where and how much an account is used; anything left out is not limited")
                  .of(NewAccess.class, WholeAccount.class, AccountChanges::putAccess),
              Operation.post(
                      "put-account-password",
                      "/accounts/:name/password",
                      Scope.ACCOUNTS_MANAGE,
                      "Sets a new password for an account")
                  .of(NewPassword.class, Nothing.class, AccountChanges::putPassword),
              Operation.post(
                      "put-account-scopes",
                      "/accounts/:name/scopes",
                      Scope.ACCOUNTS_MANAGE,
                      "Sets the scopes of an account for REST, NCIP or Z39.50")
                  .of(NewScopes.class, WholeAccount.class, AccountChanges::putScopes)));

  /** The protocols whose accounts have scopes. */
  private static final Set<Protocol> SCOPED = Set.of(Protocol.REST, Protocol.NCIP, Protocol.Z3950);

  private final LibraryRegister register;
  private final AccountRights rights;

  /** Operations on a store. */
  public AccountChanges(LibraryRegister register, AccountRights rights) {
    this.register = register;
    this.rights = rights;
  }

  /** Sets an account's networks, certificate, idle time-out and connection limit; nothing else. */
  private WholeAccount putAccess(Request<NewAccess> request) {
    var wanted = request.input();
    var account = rights.changeableOther(request.account(), wanted.name());
    var now = account.access();
    var idle = wanted.idleSeconds();
    var access =
        new Access(
            now.enabled(),
            wanted.networks(),
            Texts.clean(wanted.certificate()),
            now.withoutPassword(),
            idle == null ? null : Duration.ofSeconds(idle),
            wanted.connections());
    try {
      register.putAccess(request.tenantId(), account.username(), access);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      throw Problem.invalid(
          "\"networks\" must be a list of networks such as 10.20.0.0/16 and 2001:db8::/32, with no bit set after the prefix.");
    }
    return shown(request, wanted.name());
  }

  private WholeAccount shown(Request<?> request, String name) {
    return WholeAccount.of(rights.account(request.account(), name));
  }

  /** Sets a new password; it is not shown again. */
  private Nothing putPassword(Request<NewPassword> request) {
    var password = request.input().password();
    AccountOperations.checkPassword(password);
    var account = rights.changeable(request.account(), request.input().name());
    register.putAccounts(
        request.tenantId(),
        List.of(
            new LibraryRegister.NewAccount(
                account.protocol(),
                account.username(),
                password,
                account.branch(),
                account.charset(),
                account.language())));
    LoggerFactory.getLogger(AccountChanges.class)
        .info("{} gave {} a new password", request.account().username(), account.username());
    return Nothing.NOTHING;
  }

  /** Sets what an account may do; the caller can grant only scopes of their own. */
  private WholeAccount putScopes(Request<NewScopes> request) {
    var wanted = request.input();
    var account = rights.changeableOther(request.account(), wanted.name());
    if (!SCOPED.contains(account.protocol())) {
      throw Problem.refused(
          "%s is an account for %s, so it has no scopes."
              .formatted(account.username(), Words.of(account.protocol())));
    }
    register.putScopes(
        request.tenantId(),
        account.username(),
        AccountRights.grantable(request.account(), account.protocol(), wanted.scopes()));
    return shown(request, wanted.name());
  }
}
