package org.samling.routes.ill;

import java.util.Optional;
import org.samling.core.organisation.Tenant;

/** The libraries that are written to, and how. Safe for use by many threads. */
public interface Partners {

  /**
   * How a library is written to, or nothing where that is not known.
   *
   * @param tenant who writes
   * @param library its symbol
   */
  Optional<Partner> of(Tenant tenant, String library);

  /**
   * A library that is written to.
   *
   * @param protocol what it speaks
   * @param line the way to it
   */
  record Partner(PeerProtocol protocol, Line line) {}

  /** The way to a library. */
  interface Line {

    /**
     * Sends a message and waits for what is answered, for as long as its settings say.
     *
     * @param message the message, in UTF-8
     */
    Sent send(byte[] message);
  }

  /** What came of a message. */
  sealed interface Sent {}

  /**
   * Something was answered.
   *
   * @param status HTTP's status
   * @param body what was answered
   */
  record Answered(int status, String body) implements Sent {

    /** Without the body, which may tell of a patron. */
    @Override
    public String toString() {
      return "Answered[status=%d]".formatted(status);
    }
  }

  /**
   * Nothing was; whether it was taken is not known.
   *
   * @param why in a few words
   */
  record Lost(String why) implements Sent {}
}
