package org.samling.sip2.shadow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Frame.Terminator;

/**
 * A request with its reply.
 *
 * @param connection the number of the connection in its recording
 * @param at when the request came
 * @param terminator what ended the reply; null without one
 * @param reply null if the server gave none
 */
public record RecordedExchange(
    int connection,
    Instant at,
    @Nullable Terminator terminator,
    RecordedMessage request,
    @Nullable RecordedMessage reply) {

  /** A request to which the server gave no reply. */
  static RecordedExchange unanswered(int connection, Instant at, RecordedMessage request) {
    return new RecordedExchange(connection, at, null, request, null);
  }
}
