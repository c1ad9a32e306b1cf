package org.samling.postgres;

import java.time.Instant;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;

/**
 * What a client did or heard, in the words of the checkers of histories (Jepsen, Knossos). An
 * invocation that nothing follows is unknown too: whoever made it was killed.
 */
sealed interface Event {

  /** When the client wrote it down. */
  Instant at();

  /** Which of the client's commands it concerns. */
  String name();

  /**
   * A client asks. It is written down before the command is sent.
   *
   * @param at when
   * @param name which command it is, in all nodes and after any kill
   * @param command the whole command, so that another can ask the same again
   */
  record Invoke(Instant at, String name, Command<?> command) implements Event {}

  /** It was done. */
  record Ok(Instant at, String name, Outcome outcome) implements Event {}

  /** It was refused: nothing was done. */
  record Fail(Instant at, String name, Outcome outcome) implements Event {}

  /**
   * The store could not say what came of it.
   *
   * @param at when
   * @param name which command
   * @param kind what the client can be sure of; it asks again whatever that is
   */
  record Unknown(Instant at, String name, StoreException.Kind kind) implements Event {}
}
