package org.samling.routes.sru;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.Message;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.sru.SruRequest;
import org.samling.sru.SruResponse;

/**
 * One request on its way through its route.
 *
 * @param address the address of the database
 * @param account the client's account, or null for the public
 */
record SruExchange<R extends SruRequest>(
    Database database, SruCall.Address address, @Nullable Account account, R request)
    implements Message<SruResponse> {

  /** The same with its request, whose type is known. */
  <T extends SruRequest> SruExchange<T> with(T known) {
    return new SruExchange<>(database, address, account, known);
  }
}
