package org.samling.rest;

import org.samling.core.organisation.Account;
import org.samling.rest.form.RestAnswer;
import org.samling.routes.Message;

/**
 * A request of an account that may send it.
 *
 * @param account the account
 * @param call the request
 */
record RestExchange(Account account, RestCall call) implements Message<RestAnswer> {}
