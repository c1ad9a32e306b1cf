package org.samling.server.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.requests.Deadline;

/**
 * Commands of people who wait before a page, for no longer than a kiosk does.
 *
 * @param store takes the commands
 * @param answerWithin how long they are waited for
 */
record TimedCirculation(Circulation store, Duration answerWithin) implements Circulation {

  @Override
  public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
    return Deadline.within(answerWithin, () -> store.submit(command));
  }
}
