package org.samling.core.circulation;

import java.util.concurrent.CompletableFuture;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;

/** The port through which everything that changes circulation goes, whichever protocol asks. */
public interface Circulation {

  /**
   * Has a command decided and its effects written. The outcome comes when it is durable. A command
   * with a key that was seen before gets the outcome of then and has no effect. By the command's
   * deadline, or that of the thread's request if it is earlier, it has come or failed.
   *
   * @param <O> what comes of it
   * @return the outcome; or, exceptionally, a {@link org.samling.core.StoreException} that says
   *     whether anything was done
   */
  <O extends Outcome> CompletableFuture<O> submit(Command<O> command);
}
