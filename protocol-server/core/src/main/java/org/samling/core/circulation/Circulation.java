package org.samling.core.circulation;

import java.util.concurrent.CompletableFuture;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;

/** The port for every change to circulation, whichever protocol asks for it. */
public interface Circulation {

  /**
   * Decides a command and writes its effects. The future completes once they are durable. A command
   * whose key was seen before has no effect and gets the earlier outcome. The future completes or
   * fails by the command's deadline, or by that of the thread's request if that is earlier.
   *
   * @param <O> the type of outcome
   * @return the outcome; or, exceptionally, a {@link org.samling.core.StoreException} that says
   *     whether anything was done
   */
  <O extends Outcome> CompletableFuture<O> submit(Command<O> command);
}
