package org.samling.postgres.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.samling.core.StoreException;
import org.samling.core.requests.Deadline;

/**
 * Combines queries that wait at the same time. There is no timer: a single question is asked at
 * once and by itself; those that arrive while {@link #AT_ONCE} are being answered are asked
 * together next.
 *
 * <p>Safe for use by many threads.
 *
 * @param <Q> a question; equal ones are asked once
 * @param <A> its answer
 */
public final class QueryBatcher<Q, A> {

  /** How many queries run at once; more would only share the same processors. */
  private static final int AT_ONCE = 2;

  /** The maximum number of questions that are asked together. */
  private static final int TOGETHER = 32;

  private final Function<List<Q>, Map<Q, A>> ask;
  private final Queue<Waiting<Q, A>> queue = new ArrayDeque<>();
  private int asking;

  private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

  /**
   * Makes one.
   *
   * @param ask answers each of several questions that differ
   */
  public QueryBatcher(Function<List<Q>, Map<Q, A>> ask) {
    this.ask = ask;
  }

  /**
   * Asks a question and waits for the answer.
   *
   * @throws StoreException as the query throws it, or when it takes too long
   */
  public A answer(Q question) {
    var mine = new Waiting<Q, A>(question, new CompletableFuture<>());
    if (begins(mine)) {
      answer(List.of(mine));
      goOn();
    }
    var left = Deadline.left();
    var patience = left == null ? DatabaseSettings.CONNECTION_TIMEOUT : left;
    try {
      return mine.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreException(StoreException.Kind.BUSY, "too many queries are waiting", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Kind.UNKNOWN, "interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /** Whether a question can be asked at once; otherwise it waits in the queue. */
  private synchronized boolean begins(Waiting<Q, A> mine) {
    if (asking < AT_ONCE) {
      asking++;
      return true;
    }
    queue.add(mine);
    return false;
  }

  /** Runs the waiting queries, if there are any, on a thread of their own. */
  private void goOn() {
    var next = next();
    if (!next.isEmpty()) {
      Thread.startVirtualThread(() -> {
        Deadline.within(
            DatabaseSettings.CONNECTION_TIMEOUT,
            () -> {
              answer(next);
              return null;
            });
        goOn();
      });
    }
  }

  private synchronized List<Waiting<Q, A>> next() {
    var next = new ArrayList<Waiting<Q, A>>();
    while (next.size() < TOGETHER && !queue.isEmpty()) {
      next.add(queue.remove());
    }
    if (next.isEmpty()) {
      asking--;
    }
    return next;
  }

  private void answer(List<Waiting<Q, A>> together) {
    try {
      var answers = ask.apply(together.stream().map(Waiting::question).distinct().toList());
      together.forEach(w -> w.answer().complete(answers.get(w.question())));
    } catch (RuntimeException e) {
      if (together.size() == 1 || isEverybodys(e)) {
        together.forEach(w -> w.answer().completeExceptionally(e));
      } else {
        together.forEach(w -> answer(List.of(w)));
      }
    }
  }

  /** Whether a fault has nothing to do with the questions. */
  private static boolean isEverybodys(RuntimeException e) {
    return e instanceof StoreException fault && fault.kind() != StoreException.Kind.REFUSED;
  }
}
