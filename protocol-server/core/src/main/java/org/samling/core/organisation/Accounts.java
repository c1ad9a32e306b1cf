package org.samling.core.organisation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The port that knows the machines' accounts. It finds the tenant from the name, before anything
 * else is known.
 */
public interface Accounts {

  /**
   * Finds the account with this name and checks its password. The answer takes as long for a name
   * that is not known as for a wrong password.
   *
   * @param protocol what is spoken
   * @param username the name, among all tenants
   * @return the account, or nothing where the name is unknown, the password wrong, or the account
   *     switched off or another protocol's
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  default Optional<Account> authenticate(
      Account.Protocol protocol, String username, Secret password) {
    return logIn(protocol, username, password).map(Login::account);
  }

  /**
   * The same, with a mark by which to tell later that nothing of the account was changed.
   *
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Optional<Login> logIn(Account.Protocol protocol, String username, Secret password);

  /**
   * An account that logged in.
   *
   * @param mark the same for as long as its password, all else of it and what its tenant lends by
   *     stay the same
   */
  record Login(Account account, String mark) {}

  /**
   * The marks of accounts as they stand now, in one round trip.
   *
   * @param tenant the tenant of all of them
   * @return by account; without those that are switched off or no longer there
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Map<UUID, String> marks(TenantId tenant, Collection<UUID> accounts);

  /**
   * Finds the account with this name for a machine of which something else than a password tells
   * who it is. What may tell it is in the account's {@link Access}, and the caller's to check.
   *
   * @param protocol what is spoken
   * @param username the name, among all tenants
   * @return the account, or nothing where the name is unknown, or the account switched off or
   *     another protocol's
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Optional<Account> named(Account.Protocol protocol, String username);

  /**
   * Finds the account of a token ({@link AccountTokens}), with those of its scopes that the token
   * opens, too.
   *
   * @param protocol what is spoken
   * @return the account, or nothing where the token is unknown or over, or the account switched off
   *     or another protocol's
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Optional<Account> byToken(Account.Protocol protocol, Secret token);

  /**
   * The versions that accounts of any tenant have now; one that is no longer there is left out.
   * Switching an account off changes its version.
   *
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Map<UUID, Integer> versions(Collection<UUID> accounts);

  /**
   * The accounts, of all tenants, whose SIP2 messages are to be written down now.
   *
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  List<WireLogged> wireLogged();

  /**
   * An account whose SIP2 messages are written down.
   *
   * @param tenant the tenant it works for
   * @param id the account
   * @param username the name it logs in with
   */
  record WireLogged(TenantId tenant, UUID id, String username) {}
}
