package org.samling.server.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.requests.Deadline;

/**
 * Submits commands of people who wait for a page, with the same deadline as a kiosk's.
 *
 * @param answerWithin how long an answer may take
 */
record TimedCirculation(Circulation store, Duration answerWithin) implements Circulation {

  @Override
  public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
    return Deadline.within(answerWithin, () -> store.submit(command));
  }
}
