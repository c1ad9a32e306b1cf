package org.samling.sip2.shadow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Frame.Terminator;

/**
 * A request with its reply.
 *
 * @param connection the number of the connection in its recording
 * @param at when the request came
 * @param reply null if the server gave none
 * @param terminator what ended the reply, or null
 */
public record RecordedExchange(
    int connection,
    Instant at,
    RecordedMessage request,
    @Nullable RecordedMessage reply,
    @Nullable Terminator terminator) {}
