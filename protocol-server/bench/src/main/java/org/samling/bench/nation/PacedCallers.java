package org.samling.bench.nation;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.ClosedLoop;

/**
 * Callers that call by the clock, in turn, whether or not the server keeps up; one that failed
 * connects again.
 *
 * @param traffic what each call is
 * @param callers makes them
 * @param count how many there are
 * @param perSecond how many calls a second all of them make
 */
record PacedCallers(
    Traffic traffic,
    ClosedLoop.Callers callers,
    int count,
    double perSecond,
    NationSamples samples) {

  private static final int PAUSE_MILLIS = 200;

  /** The work of each caller, from one time to another, for a thread of its own. */
  List<Callable<Void>> between(long begin, long end) {
    return IntStream.range(0, count)
        .<Callable<Void>>mapToObj(number ->
            () -> {
              call(number, begin, end);
              return null;
            })
        .toList();
  }

  private void call(int number, long begin, long end) throws InterruptedException, IOException {
    ClosedLoop.@Nullable Caller caller = null;
    var interval = 1e9 / perSecond;
    for (long turn = number; ; turn += count) {
      var due = begin + (long) (turn * interval);
      if (due - end >= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      try {
        if (caller == null) {
          caller = callers.caller(number);
        }
        caller.call();
        samples.answered(traffic, due, System.nanoTime());
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        samples.failed(traffic, due, System.nanoTime(), e);
        if (caller != null) {
          caller.close();
          caller = null;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    if (caller != null) {
      caller.close();
    }
  }
}
