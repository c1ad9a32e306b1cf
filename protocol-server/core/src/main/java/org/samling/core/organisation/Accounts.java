package org.samling.core.organisation;

import java.util.Optional;

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
   * @param password the password
   * @return the account, or nothing where the name is unknown, the password wrong, or the account
   *     switched off or another protocol's
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Optional<Account> authenticate(Account.Protocol protocol, String username, Secret password);
}
