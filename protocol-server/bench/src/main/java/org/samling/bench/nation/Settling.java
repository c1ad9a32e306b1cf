package org.samling.bench.nation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until servers that were just started on a library that was just made are at rest. Their
 * jobs have to count its items for the statistics, mark its overdue loans and note what patrons are
 * told, all of it at once; a library in use has done so day by day.
 */
final class Settling {

  /** Jobs that would be late run a minute after the start. */
  private static final Duration FIRST_JOBS = Duration.ofSeconds(90);

  private static final int WINDOW_SECONDS = 15;

  /** What nodes and databases together use at rest, in cores. */
  private static final double AT_REST = 0.1;

  private static final double NANOS = 1e9;

  private Settling() {}

  /**
   * Waits until the jobs have had time to begin, and all are at rest.
   *
   * @param most how long it waits at most
   * @return how long it took, or null if there still was work after that
   */
  static @Nullable Duration await(NationServers servers, Duration most)
      throws IOException, InterruptedException {
    var start = System.nanoTime();
    try (var meter = new NationMeter(servers)) {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        var passed = Duration.ofNanos(System.nanoTime() - start);
        if (passed.compareTo(FIRST_JOBS) > 0 && isAtRest(meter.readings())) {
          return passed;
        }
        if (passed.compareTo(most) > 0) {
          return null;
        }
      }
    }
  }

  /** Whether hardly anything was used in the last seconds; readings are a second apart. */
  static boolean isAtRest(List<NationMeter.Reading> readings) {
    if (readings.size() <= WINDOW_SECONDS) {
      return false;
    }
    var used = readings.getLast().minus(readings.get(readings.size() - 1 - WINDOW_SECONDS));
    return used.server() + used.store() < AT_REST * used.at() / NANOS;
  }
}
