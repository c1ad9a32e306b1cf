package org.samling.routes.ill;

import java.util.Optional;
import org.samling.core.ill.Peer;
import org.samling.core.organisation.Tenant;

/** The libraries that messages are sent to, and how. Safe for use by many threads. */
public interface Partners {

  /**
   * How to reach a library, or empty where that is not known.
   *
   * @param tenant the sender
   * @param peer its symbol, and where it wants its answers
   */
  Optional<Partner> of(Tenant tenant, Peer peer);

  /**
   * A library that messages are sent to.
   *
   * @param line the connection to it
   */
  record Partner(PeerProtocol protocol, PartnerConnection line) {}

  /** The connection to a library. */
  interface PartnerConnection {

    /**
     * Sends a message and waits for the answer, for the time-out in the settings.
     *
     * @param message the message, in UTF-8
     */
    SendResult send(byte[] message);
  }

  /** The result of sending a message. */
  sealed interface SendResult {}

  /**
   * The other library answered.
   *
   * @param status the HTTP status
   * @param body the answer's body
   */
  record Answered(int status, String body) implements SendResult {

    /** Without the body, which may identify a patron. */
    @Override
    public String toString() {
      return "Answered[status=%d]".formatted(status);
    }
  }

  /**
   * There was no answer; whether the message was received is unknown.
   *
   * @param why in a few words
   */
  record Unanswered(String why) implements SendResult {}
}
