package org.samling.bench.nation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Times;
import org.samling.bench.nation.NationSamples.Sample;

/**
 * The figures of a run's samples.
 *
 * @param samples all samples
 * @param start when counting began, by {@link System#nanoTime}; what was due before is left out
 * @param end when it ended
 * @param failover when the database failed over, or null if that never ended
 */
record NationFigures(
    List<Sample> samples, long start, long end, Failover.@Nullable Times failover) {

  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST = 3_600 * SECOND;
  private static final int DIGITS = 3;

  /** The parts of a run. */
  enum Part {
    /** Before the primary was killed. */
    BEFORE,
    /**
     * Due between that and the first write that was acknowledged after the promotion, or due before
     * and not yet answered.
     */
    GAP,
    /** Due after that. */
    AFTER
  }

  /**
   * The requests of one kind.
   *
   * @param failed how many were not answered as they should be; they are not among the times
   * @param perSecond how many were answered, for each second
   */
  record Row(String what, double perSecond, long failed, Times millis) {}

  /** One second of a run, with the times of each kind by when requests were due. */
  record Second(long second, Map<String, Times> millis) {}

  /** The part that a sample belongs to. */
  Part part(Sample sample) {
    if (failover == null) {
      return Part.BEFORE;
    }
    if (sample.due() - failover.killed() < 0) {
      return sample.due() + sample.took() - failover.killed() < 0 ? Part.BEFORE : Part.GAP;
    }
    return sample.due() - failover.recovered() < 0 ? Part.GAP : Part.AFTER;
  }

  private Stream<Sample> counted() {
    return samples.stream().filter(sample -> sample.due() - start >= 0);
  }

  /** The figures outside the gap: of each kind, and of what it consists of. */
  List<Row> outside() {
    var gap = failover == null ? 0 : failover.gap();
    return rows(sample -> part(sample) != Part.GAP, (end - start - gap) / (double) SECOND);
  }

  /** The figures in the gap; none if there was no failover. */
  List<Row> inGap() {
    return failover == null
        ? List.of()
        : rows(sample -> part(sample) == Part.GAP, failover.gap() / (double) SECOND);
  }

  private List<Row> rows(Predicate<Sample> which, double seconds) {
    var rows = new ArrayList<Row>();
    for (var kind : Traffic.Kind.values()) {
      rows.add(row(kind.title(), which.and(sample -> sample.traffic().kind() == kind), seconds));
      var parts = Stream.of(Traffic.values()).filter(traffic -> traffic.kind() == kind).toList();
      if (parts.size() > 1) {
        for (var traffic : parts) {
          rows.add(
              row(
                  "  " + traffic.title(),
                  which.and(sample -> sample.traffic() == traffic),
                  seconds));
        }
      }
    }
    return rows;
  }

  private Row row(String what, Predicate<Sample> which, double seconds) {
    var histogram = new Histogram(LONGEST, DIGITS);
    var failed = 0L;
    for (var sample : (Iterable<Sample>) counted().filter(which)::iterator) {
      if (sample.answered()) {
        record(histogram, sample);
      } else {
        failed++;
      }
    }
    return new Row(what, histogram.getTotalCount() / seconds, failed, Times.of(histogram));
  }

  private static void record(Histogram histogram, Sample sample) {
    histogram.recordValue(Math.clamp(sample.took(), 0, LONGEST));
  }

  /** The figures of each second in which something was due. */
  List<Second> seconds() {
    var bySecond = new TreeMap<Long, Map<Traffic.Kind, Histogram>>();
    counted()
        .filter(Sample::answered)
        .forEach(sample ->
            record(
                bySecond
                    .computeIfAbsent((sample.due() - start) / SECOND, _ -> new TreeMap<>())
                    .computeIfAbsent(sample.traffic().kind(), _ -> new Histogram(LONGEST, DIGITS)),
                sample));
    return bySecond.entrySet().stream().map(NationFigures::second).toList();
  }

  private static Second second(Map.Entry<Long, Map<Traffic.Kind, Histogram>> of) {
    var millis = new LinkedHashMap<String, Times>();
    of.getValue().forEach((kind, histogram) -> millis.put(kind.title(), Times.of(histogram)));
    return new Second(of.getKey(), millis);
  }

  /**
   * When everything that was due before the gap's end had been answered; the gap's end at least.
   */
  long caughtUp(Failover.Times over) {
    return samples.stream()
        .filter(sample -> sample.due() - over.recovered() < 0)
        .mapToLong(sample -> sample.due() + sample.took())
        .reduce(over.recovered(), (a, b) -> a - b > 0 ? a : b);
  }

  /**
   * How many requests failed that no failover explains: due before the primary was killed and over
   * by then, or due after all that had waited was answered.
   */
  long failedWithoutReason() {
    var caughtUp = failover == null ? 0 : caughtUp(failover);
    return counted()
        .filter(sample -> !sample.answered())
        .filter(sample ->
            failover == null || part(sample) == Part.BEFORE || sample.due() - caughtUp >= 0)
        .count();
  }

  /** How many checkouts were acknowledged. */
  long loans() {
    return counted()
        .filter(sample -> sample.traffic() == Traffic.CHECKOUT && sample.answered())
        .count();
  }
}
