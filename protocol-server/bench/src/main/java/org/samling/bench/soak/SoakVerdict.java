package org.samling.bench.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evaluates the samples of a soak: what grew from its first quarter to its last. */
final class SoakVerdict {

  /** In shorter runs caches fill and code is compiled, which looks like a leak. */
  private static final Duration LEAST = Duration.ofMinutes(20);

  private static final int QUARTERS = 4;

  private final List<SoakSample> samples;
  private final SoakFaults faults;

  SoakVerdict(List<SoakSample> samples, SoakFaults faults) {
    this.samples = List.copyOf(samples);
    this.faults = faults;
  }

  /** Whether nothing went wrong, and nothing leaked. */
  boolean isGood() {
    return faults.count() == 0 && leaks().isEmpty();
  }

  /** The figures that leaked; none if the soak was too short to judge. */
  List<SoakSample.Figure> leaks() {
    var leaks = new ArrayList<SoakSample.Figure>();
    if (isLongEnough()) {
      for (var figure : SoakSample.Figure.values()) {
        if (figure.isLeak(median(figure, first()), median(figure, last()))) {
          leaks.add(figure);
        }
      }
    }
    return leaks;
  }

  /** The verdict in words, as lines. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    if (samples.isEmpty()) {
      lines.add("No sample was taken.");
    } else {
      var leaks = leaks();
      lines.add("%-14s | %13s | %12s |".formatted("median", "first quarter", "last quarter"));
      for (var figure : SoakSample.Figure.values()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%-14s | %13.1f | %12.1f | %s",
                figure.title(),
                median(figure, first()),
                median(figure, last()),
                leaks.contains(figure) ? "GREW" : ""));
      }
      if (samples.getLast().again() > 0) {
        lines.add(
            "Messages without a reply in time, or with one to try again: %,d."
                .formatted(samples.getLast().again()));
      }
      if (!isLongEnough()) {
        lines.add("Shorter than %d minutes: growth is not judged.".formatted(LEAST.toMinutes()));
      }
    }
    faults.first().forEach(fault -> lines.add("fault: " + fault));
    if (faults.count() > faults.first().size()) {
      lines.add("further faults: %,d".formatted(faults.count() - faults.first().size()));
    }
    lines.add(
        isGood() && !samples.isEmpty()
            ? "Nothing went wrong."
            : "Something went wrong. Faults: %,d; figures that grew: %d."
                .formatted(faults.count(), leaks().size()));
    return lines;
  }

  private boolean isLongEnough() {
    return !samples.isEmpty() && samples.getLast().after().compareTo(LEAST) >= 0;
  }

  private List<SoakSample> first() {
    return samples.subList(0, Math.max(1, samples.size() / QUARTERS));
  }

  private List<SoakSample> last() {
    return samples.subList(samples.size() - Math.max(1, samples.size() / QUARTERS), samples.size());
  }

  private static double median(SoakSample.Figure figure, List<SoakSample> some) {
    return some.stream()
        .mapToDouble(figure::of)
        .sorted()
        .skip((some.size() - 1) / 2)
        .findFirst()
        .orElse(Double.NaN);
  }
}
