package org.samling.server.sip2;

import org.jspecify.annotations.Nullable;

/**
 * How much a listener takes of machines.
 *
 * @param messagesOfAddress how many messages a second from one address, or null for any number
 * @param messagesOfAccount how many messages a second of one account, or null for any number
 * @param burst how many of either at once after a pause
 */
public record Sip2Limits(
    @Nullable Integer messagesOfAddress, @Nullable Integer messagesOfAccount, int burst) {

  /** What holds where nothing is configured. */
  public static final Sip2Limits DEFAULT = new Sip2Limits(null, null, 50);
}
