package org.samling.routes.rest;

import org.samling.core.organisation.Account;
import org.samling.core.organisation.Tenant;

/**
 * A request on its way through its route.
 *
 * @param account who asks; the tenant is the account's
 */
record RestExchange(Account account, RestCall call) {

  Tenant tenant() {
    return account.tenant();
  }
}
