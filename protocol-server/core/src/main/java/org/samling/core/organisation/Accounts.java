package org.samling.core.organisation;

import java.util.List;
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
   * @param password the password
   * @return the account, or nothing where the name is unknown, the password wrong, or the account
   *     switched off or another protocol's
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  Optional<Account> authenticate(Account.Protocol protocol, String username, Secret password);

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
