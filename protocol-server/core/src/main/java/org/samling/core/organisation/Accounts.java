package org.samling.core.organisation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The port that looks up machine accounts. It finds the tenant by the account's name, before
 * anything else is known.
 */
public interface Accounts {

  /**
   * Finds the account with this name and checks its password. The answer takes as long for an
   * unknown name as for a wrong password.
   *
   * @param protocol the protocol of the connection
   * @param username the name, among all tenants
   * @return the account, or empty where the name is unknown, the password wrong, or the account
   *     disabled or for another protocol
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  default Optional<Account> authenticate(
      Account.Protocol protocol, String username, Secret password) {
    return logIn(protocol, username, password).map(Login::account);
  }

  /**
   * The same, with a mark that shows later whether the account was changed.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Optional<Login> logIn(Account.Protocol protocol, String username, Secret password);

  /**
   * An account that logged in.
   *
   * @param mark stays the same for as long as its password, its other properties and its tenant's
   *     policy do
   */
  record Login(Account account, String mark) {}

  /**
   * The current marks of accounts, in one round trip.
   *
   * @param tenant the tenant of all of them
   * @return by account; without those that are disabled or no longer exist
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Map<UUID, String> marks(TenantId tenant, Collection<UUID> accounts);

  /**
   * Finds the account with this name for a machine that is identified by something other than a
   * password. The account's {@link Access} says by what; the caller has to check it.
   *
   * @param protocol the protocol of the connection
   * @param username the name, among all tenants
   * @return the account, or empty where the name is unknown, or the account disabled or for another
   *     protocol
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  default Optional<Account> named(Account.Protocol protocol, String username) {
    return identified(protocol, username).map(Login::account);
  }

  /**
   * The same, with a mark that shows later whether the account was changed.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Optional<Login> identified(Account.Protocol protocol, String username);

  /**
   * Finds the account of a token ({@link AccountTokens}), with those of its scopes that the token
   * has too.
   *
   * @param protocol the protocol of the connection
   * @return the account, or empty where the token is unknown or has ended, or the account disabled
   *     or for another protocol
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Optional<TokenLogin> byToken(Account.Protocol protocol, Secret token);

  /**
   * An account whose token was shown.
   *
   * @param account the account, with what the token opens
   * @param token which token: its label, and its number in brackets
   */
  record TokenLogin(Account account, String token) {}

  /**
   * The current versions of accounts of any tenant; accounts that no longer exist are left out.
   * Disabling an account changes its version.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Map<UUID, Integer> versions(Collection<UUID> accounts);

  /**
   * The accounts, of all tenants, whose SIP2 messages are currently logged.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  List<WireLogged> wireLogged();

  /**
   * An account whose SIP2 messages are logged.
   *
   * @param tenant the tenant it works for
   * @param id the account
   * @param username the name it logs in with
   */
  record WireLogged(TenantId tenant, UUID id, String username) {}
}
