package org.samling.routes.sru;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.sru.SruRequest;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param database of which database
 * @param address where that is
 * @param account the account that asks, or null for anybody
 * @param request what
 */
record SruExchange<R extends SruRequest>(
    Database database, SruCall.Address address, @Nullable Account account, R request) {}
