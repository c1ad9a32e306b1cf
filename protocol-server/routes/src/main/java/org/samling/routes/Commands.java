package org.samling.routes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;

/** Gives commands to the library and waits for what comes of them. */
public final class Commands {

  private final Circulation circulation;
  private final Duration limit;

  /**
   * Makes it.
   *
   * @param circulation takes the commands
   * @param deadline how long an outcome is waited for at most; commands' own deadlines count, too
   */
  public Commands(Circulation circulation, Duration deadline) {
    this.circulation = circulation;
    this.limit = deadline;
  }

  /**
   * Gives a command and waits.
   *
   * @throws StoreException when nothing came of it; its kind says what is known
   */
  public <O extends Outcome> O outcome(Command<O> command) {
    return outcomes(List.of(command)).getFirst();
  }

  /**
   * Gives commands at once, so that the library can write them together, and waits for all.
   *
   * @return the outcomes, in the order of the commands
   * @throws StoreException when nothing came of one of them; of the others something may have
   */
  public <O extends Outcome> List<O> outcomes(List<Command<O>> commands) {
    var given =
        commands.stream()
            .map(c -> circulation.submit(c).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    return given.stream().map(this::await).toList();
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
