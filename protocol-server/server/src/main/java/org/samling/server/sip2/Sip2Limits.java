package org.samling.server.sip2;

import org.jspecify.annotations.Nullable;

/**
 * The limits of a listener for machines.
 *
 * @param messagesOfAddress the most messages a second from one address, or null for any number
 * @param messagesOfAccount the most messages a second of one account, or null for any number
 * @param burst the most of either at once after a pause
 */
public record Sip2Limits(
    @Nullable Integer messagesOfAddress, @Nullable Integer messagesOfAccount, int burst) {}
