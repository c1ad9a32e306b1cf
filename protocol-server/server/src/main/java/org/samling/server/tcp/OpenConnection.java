package org.samling.server.tcp;

import java.time.Instant;
import org.samling.core.organisation.Account;

/**
 * A connection on which an account is logged in.
 *
 * @param id what it is called on this node
 * @param address where it comes from
 * @param since when it was opened
 */
public record OpenConnection(String id, Account account, String address, Instant since) {}
