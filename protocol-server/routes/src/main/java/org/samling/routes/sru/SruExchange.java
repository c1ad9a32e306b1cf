package org.samling.routes.sru;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.sru.SruRequest;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param address the address of the database
 * @param account the client's account, or null for the public
 */
record SruExchange<R extends SruRequest>(
    Database database, SruCall.Address address, @Nullable Account account, R request) {}
