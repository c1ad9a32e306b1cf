package org.samling.routes.z3950;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Frame;

/**
 * What the listener does after an APDU was received.
 *
 * @param replies the replies to send, in order; may be empty
 * @param end why the connection ends after that, as a sentence about it ("sent no Init"); null if
 *     it stays open
 */
public record Z3950Answer(List<Z3950Frame> replies, @Nullable String end) {

  /** Copies the list. */
  public Z3950Answer {
    replies = List.copyOf(replies);
  }

  /** One reply, or none for null. */
  Z3950Answer(@Nullable Z3950Frame reply, @Nullable String end) {
    this(reply == null ? List.of() : List.of(reply), end);
  }
}
