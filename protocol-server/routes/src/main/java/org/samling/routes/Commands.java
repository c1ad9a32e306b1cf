package org.samling.routes;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.Outcome;

/** Gives commands to the library and waits for what comes of them. */
public final class Commands {

  /**
   * How much longer than its deadline a command is waited for: the deadline counts until it is
   * begun.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Circulation circulation;
  private final Duration limit;

  /**
   * Makes it.
   *
   * @param circulation takes the commands
   * @param deadline how long the commands' own deadline is away when they are given
   */
  public Commands(Circulation circulation, Duration deadline) {
    this.circulation = circulation;
    this.limit = deadline.plus(PATIENCE);
  }

  /**
   * Gives a command and waits.
   *
   * @throws StoreException when nothing came of it; its kind says what is known
   */
  public <O extends Outcome> O outcome(Command<O> command) {
    try {
      return circulation.submit(command).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
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
