package org.samling.bench.kiosk;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.samling.bench.measure.Times;

/**
 * Response times by message. Latency counts from when the message was due, so that a stalled server
 * is charged for everything that waits meanwhile (coordinated omission); service time counts from
 * when it was sent.
 *
 * <p>Used by one thread at a time.
 */
final class KioskFigures {

  private static final long LONGEST = 600_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram latency = new Histogram(LONGEST, DIGITS);
  private final Histogram service = new Histogram(LONGEST, DIGITS);
  private final Map<String, Histogram> byMessage = new TreeMap<>();
  private long refused;

  void answered(String command, long latencyNanos, long serviceNanos, boolean done) {
    latency.recordValue(Math.clamp(latencyNanos, 0, LONGEST));
    service.recordValue(Math.clamp(serviceNanos, 0, LONGEST));
    byMessage
        .computeIfAbsent(command, _ -> new Histogram(LONGEST, DIGITS))
        .recordValue(Math.clamp(latencyNanos, 0, LONGEST));
    refused += done ? 0 : 1;
  }

  void add(KioskFigures other) {
    latency.add(other.latency);
    service.add(other.service);
    other.byMessage.forEach((command, histogram) ->
        byMessage.computeIfAbsent(command, _ -> new Histogram(LONGEST, DIGITS)).add(histogram));
    refused += other.refused;
  }

  /** The number of replies. */
  long count() {
    return latency.getTotalCount();
  }

  /** How many of them were refusals. */
  long refused() {
    return refused;
  }

  Times latency() {
    return Times.of(latency);
  }

  Times service() {
    return Times.of(service);
  }

  Map<String, Times> byMessage() {
    var times = new TreeMap<String, Times>();
    byMessage.forEach((command, histogram) -> times.put(command, Times.of(histogram)));
    return times;
  }
}
