package org.samling.core.circulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;

/** Submits commands to the library and waits for their outcomes. */
public final class Commands {

  private final Circulation circulation;
  private final Duration limit;

  /**
   * Creates an instance.
   *
   * @param deadline the longest wait for an outcome; the commands' own deadlines apply as well
   */
  public Commands(Circulation circulation, Duration deadline) {
    this.circulation = circulation;
    this.limit = deadline;
  }

  /**
   * Submits a command and waits for its outcome.
   *
   * @throws StoreException when there is no outcome; its kind says what is known
   */
  public <O extends Outcome> O outcome(Command<O> command) {
    return outcomes(List.of(command)).getFirst();
  }

  /**
   * Submits commands together, so that the library can write them in one batch, and waits for all.
   *
   * @return the outcomes, in the order of the commands
   * @throws StoreException when one of them has no outcome; the others may have taken effect
   */
  public <O extends Outcome> List<O> outcomes(List<Command<O>> commands) {
    var pending =
        commands.stream()
            .map(c -> circulation.submit(c).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    return pending.stream().map(this::await).toList();
  }

  private <O extends Outcome> O await(CompletableFuture<O> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException fault) {
        throw fault;
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new StoreException(
            StoreException.Kind.UNKNOWN, "no outcome within " + limit.toSeconds() + " s", e);
      }
      throw e;
    }
  }
}
