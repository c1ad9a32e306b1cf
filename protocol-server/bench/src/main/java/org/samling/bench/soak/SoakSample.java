package org.samling.bench.soak;

import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How a server was at a moment of a soak, while nobody asked it anything.
 *
 * @param after how long after the beginning
 * @param visits how many visits were made until then
 * @param again how many messages got no reply in time, or were told to try again
 * @param faults how many faults were seen until then
 * @param files its open files and sockets
 * @param heap the bytes of its heap that are in use once what nobody needs is collected
 * @param memory the bytes of memory that its process has (RSS)
 * @param threads its threads, but for virtual ones
 * @param inUse the connections of its pool that somebody works with
 * @param backends PostgreSQL's processes for connections
 * @param index the bytes of its index
 * @param store the bytes of its database
 */
record SoakSample(
    Duration after,
    long visits,
    long again,
    long faults,
    long files,
    long heap,
    long memory,
    long threads,
    long inUse,
    long backends,
    long index,
    long store) {

  private static final double MEGA = 1e6;

  /** What is looked at, and how much more of it at the end than at the beginning is a leak. */
  enum Figure {
    /** Nobody new is connected in the meantime. */
    FILES("open files", s -> s.files, 0.10, 10),
    /** Caches fill, and code is loaded. */
    HEAP("live heap, MB", s -> s.heap / MEGA, 0.15, 8),
    /** The heap is committed as it is used, up to its limit. */
    MEMORY("memory, MB", s -> s.memory / MEGA, 0.25, 64),
    /** Pools of threads grow to their size. */
    THREADS("threads", s -> s.threads, 0.10, 8),
    /** Jobs work by the clock. */
    IN_USE("pool in use", s -> s.inUse, 0, 2),
    /** The pool grows to its size, too. */
    BACKENDS("backends", s -> s.backends, 0.10, 5),
    /** Segments are merged now and then. */
    INDEX("index, MB", s -> s.index / MEGA, 1.0, 20),
    /** Every visit is written down, so that it grows. */
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

    /** Whether so much more is a leak. */
    boolean isLeak(double before, double after) {
      return after - before > before * share + most;
    }
  }

  /** The head of the table of {@link #row}. */
  static String head() {
    return "%9s | %9s | %5s | %6s | %5s | %7s | %9s | %7s | %6s | %8s | %8s | %8s"
        .formatted(
            "after",
            "visits",
            "again",
            "faults",
            "files",
            "heap MB",
            "memory MB",
            "threads",
            "in use",
            "backends",
            "index MB",
            "store MB");
  }

  /** A line of the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%9s | %9d | %5d | %6d | %5d | %7.1f | %9.1f | %7d | %6d | %8d | %8.1f | %8.1f",
        "%d:%02d:%02d".formatted(after.toHours(), after.toMinutesPart(), after.toSecondsPart()),
        visits,
        again,
        faults,
        files,
        heap / MEGA,
        memory / MEGA,
        threads,
        inUse,
        backends,
        index / MEGA,
        store / MEGA);
  }
}
