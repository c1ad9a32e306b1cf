package org.samling.bench.soak;

import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The state of a server at a moment of a soak, while it has no requests.
 *
 * @param after the time since the beginning
 * @param work what was done, and what went wrong
 * @param files its open files and sockets
 * @param heap the bytes of its heap in use after garbage collection
 * @param memory the resident memory of its process (RSS), in bytes
 * @param threads its threads, except virtual ones
 * @param inUse the connections of its pool in use
 * @param backends PostgreSQL's processes for connections
 * @param index the size of its index, in bytes
 * @param store the size of its database, in bytes
 */
record SoakSample(
    Duration after,
    Work work,
    long files,
    long heap,
    long memory,
    long threads,
    long inUse,
    long backends,
    long index,
    long store) {
  /**
   * What was done, and what went wrong.
   *
   * @param visits how many visits were made so far
   * @param again how many messages got no reply in time, or one to try again
   * @param faults how many faults occurred so far
   */
  record Work(long visits, long again, long faults) {
    private String row() {
      return "%9d | %5d | %6d".formatted(visits, again, faults);
    }
  }

  private static final double MEGA = 1e6;

  /** The figures that are watched, and how much growth from beginning to end is a leak. */
  enum Figure {
    /** No new clients connect meanwhile. */
    FILES("open files", s -> s.files, 0.10, 10),
    /** Caches fill, and code is loaded. */
    HEAP("live heap, MB", s -> s.heap / MEGA, 0.15, 8),
    /** The heap is committed as it is used, up to its limit. */
    MEMORY("memory, MB", s -> s.memory / MEGA, 0.25, 64),
    /** Pools of threads grow to their size. */
    THREADS("threads", s -> s.threads, 0.10, 8),
    /** Jobs run by the clock. */
    IN_USE("pool in use", s -> s.inUse, 0, 2),
    /** The pool grows to its size as well. */
    BACKENDS("backends", s -> s.backends, 0.10, 5),
    /** Segments are merged now and then. */
    INDEX("index, MB", s -> s.index / MEGA, 1.0, 20),
    /** It grows, since every visit is recorded. */
    STORE("database, MB", s -> s.store / MEGA, Double.POSITIVE_INFINITY, 0);

    private final String title;
    private final ToDoubleFunction<SoakSample> of;
    private final double share;
    private final double most;

    Figure(String title, ToDoubleFunction<SoakSample> of, double share, double most) {
      this.title = title;
      this.of = of;
      this.share = share;
      this.most = most;
    }

    String title() {
      return title;
    }

    double of(SoakSample sample) {
      return of.applyAsDouble(sample);
    }

    /** Whether this growth is a leak. */
    boolean isLeak(double before, double after) {
      return after - before > before * share + most;
    }
  }

  /** The header of the table of {@link #row}. */
  static String head() {
    return "    after |    visits | again | faults | files | heap MB | memory MB"
        + " | threads | in use | backends | index MB | store MB";
  }

  /** A line of the table. */
  String row() {
    return String.format(
            Locale.ROOT,
            "%9s | %s | %5d | %7.1f | %9.1f | %7d | %6d | %8d | %8.1f",
            "%d:%02d:%02d".formatted(after.toHours(), after.toMinutesPart(), after.toSecondsPart()),
            work.row(),
            files,
            heap / MEGA,
            memory / MEGA,
            threads,
            inUse,
            backends,
            index / MEGA)
        + String.format(Locale.ROOT, " | %8.1f", store / MEGA);
  }

  long again() {
    return work.again;
  }
}
