package org.samling.bench.measure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until servers that were just started on a library that was just made are at rest. Their
 * jobs have to count its items for the statistics, mark its overdue loans and note what patrons are
 * told, all of it at once; a library in use has done so day by day.
 */
public final class Settling {

  /** Jobs that would be late run a minute after the start. */
  private static final Duration FIRST_JOBS = Duration.ofSeconds(90);

  private static final int WINDOW_SECONDS = 15;

  /** What servers and databases together use at rest, in cores. */
  private static final double AT_REST = 0.1;

  private static final double NANOS = 1e9;

  private final Deque<Reading> window = new ArrayDeque<>();

  private record Reading(long nanos, double coreSeconds) {}

  Settling() {}

  /**
   * Waits until the jobs have had time to begin, and all are at rest.
   *
   * @param servers servers and databases
   * @param most how long it waits at most; with zero it does not wait, and says nothing
   * @param say receives the messages about the wait
   * @return how long it took, or null if it did not wait or there still was work after that
   */
  public static @Nullable Duration await(ProcessTrees servers, Duration most, Consumer<String> say)
      throws InterruptedException {
    if (most.isZero()) {
      return null;
    }
    say.accept(
        "Waiting until the servers have worked off what a new library leaves to their jobs, for %,d s at most ..."
            .formatted(most.toSeconds()));
    var settling = new Settling();
    var start = System.nanoTime();
    while (true) {
      TimeUnit.SECONDS.sleep(1);
      var now = System.nanoTime();
      settling.add(now, servers.cpuSeconds());
      var passed = Duration.ofNanos(now - start);
      if (passed.compareTo(FIRST_JOBS) > 0 && settling.isAtRest()) {
        say.accept("They are at rest after %,d s.".formatted(passed.toSeconds()));
        return passed;
      }
      if (passed.compareTo(most) > 0) {
        say.accept("They are still at work.");
        return null;
      }
    }
  }

  /** Adds a reading, a second after the one before. */
  void add(long nanos, double coreSeconds) {
    window.addLast(new Reading(nanos, coreSeconds));
    if (window.size() > WINDOW_SECONDS + 1) {
      window.removeFirst();
    }
  }

  /** Whether hardly anything was used in the last seconds. */
  boolean isAtRest() {
    if (window.size() <= WINDOW_SECONDS) {
      return false;
    }
    var first = window.getFirst();
    var last = window.getLast();
    return last.coreSeconds() - first.coreSeconds()
        < AT_REST * (last.nanos() - first.nanos()) / NANOS;
  }
}
