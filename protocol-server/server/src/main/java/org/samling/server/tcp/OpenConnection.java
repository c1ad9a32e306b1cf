package org.samling.server.tcp;

import java.time.Instant;
import org.samling.core.organisation.Account;

/**
 * A connection on which an account is logged in.
 *
 * @param id its id on this node
 * @param address the address of the other side
 * @param since when it was opened
 */
public record OpenConnection(String id, Account account, String address, Instant since) {}
