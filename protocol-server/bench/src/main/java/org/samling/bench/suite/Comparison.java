package org.samling.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samling.bench.suite.HistoryFile.Numbered;
import org.samling.bench.suite.Line.Entry;

/**
 * Compares a run with the history: its ratios with the last ones measured in the same way, that is
 * in the same mode and size, on the same kind of machine.
 *
 * @param line the run
 * @param history the earlier runs, the latest last
 */
record Comparison(Line line, List<Numbered> history) {

  /** The percentage by which ratios vary from run to run without cause. */
  static final int NOISE = 15;

  private static final String COLUMNS = "%-11s | %-22s | %18s | %20s | %6s | %6s | %7s | %s";

  /** Copies the list. */
  Comparison {
    history = List.copyOf(history);
  }

  /** The lines that are comparable at all. */
  private List<Numbered> alike() {
    return history.stream()
        .filter(h -> h.line().mode().equals(line.mode()))
        .filter(h -> h.line().machine().isLike(line.machine()))
        .filter(h -> line.measures().stream().anyMatch(entry -> ratio(h.line(), entry).isPresent()))
        .toList();
  }

  /** An earlier ratio and its line. */
  private record Earlier(Numbered of, double ratio) {}

  private Optional<Earlier> earlier(Entry entry) {
    return alike().reversed().stream()
        .flatMap(h -> ratio(h.line(), entry).map(ratio -> new Earlier(h, ratio)).stream())
        .findFirst();
  }

  /** The ratio of a line for a comparable entry. */
  private static Optional<Double> ratio(Line of, Entry entry) {
    return of.measures().stream()
        .filter(then -> then.isLike(entry))
        .flatMap(then -> Stream.ofNullable(then.ratio()))
        .findFirst();
  }

  /** The table, with remarks. */
  List<String> table() {
    var lines = new ArrayList<String>();
    lines.add(
        COLUMNS
            .formatted("bench", "measure", "Samling", "reference", "ratio", "last", "change", "")
            .stripTrailing());
    line.measures().forEach(entry -> lines.add(row(entry)));
    line.failed()
        .forEach(
            failure -> lines.add("%-11s | failed: %s".formatted(failure.bench(), failure.why())));
    lines.add("");
    lines.add(
        ("A ratio is how many times as good as its reference Samling is: more is better. "
                + "Changes of more than %d %% are not noise.")
            .formatted(NOISE));
    line.measures().stream()
        .map(Entry::why)
        .filter(why -> why != null)
        .distinct()
        .forEach(why -> lines.add("No ratio: " + why + "."));
    lines.add(comparedWith());
    return lines;
  }

  private String row(Entry entry) {
    var ratio = entry.ratio();
    var reference = entry.reference();
    var earlier = earlier(entry);
    var percent =
        ratio == null
            ? Double.NaN
            : earlier.map(e -> 100 * (ratio / e.ratio() - 1)).orElse(Double.NaN);
    return COLUMNS
        .formatted(
            entry.bench(),
            entry.measure(),
            figure(entry.figure().value(), entry.unit()),
            entry.beside() + " " + (reference == null ? "-" : number(reference.value())),
            ratio == null ? "-" : "%.2f".formatted(ratio),
            earlier.map(e -> "%.2f".formatted(e.ratio())).orElse("-"),
            Double.isNaN(percent) ? "-" : "%+.0f %%".formatted(percent),
            word(percent) + earlier.map(this::otherLine).orElse(""))
        .stripTrailing();
  }

  private static String word(double percent) {
    return percent > NOISE ? "better" : percent < -NOISE ? "worse" : "";
  }

  /** Names the line of a ratio if it is not the last one. */
  private String otherLine(Earlier earlier) {
    return earlier.of().equals(alike().getLast())
        ? ""
        : " (line %d)".formatted(earlier.of().number());
  }

  private static String figure(double value, String unit) {
    return number(value) + " " + unit;
  }

  private static String number(double value) {
    return (value < 100 ? "%.1f" : "%,.0f").formatted(value);
  }

  /** Names the line compared with, or why there is none. */
  String comparedWith() {
    var alike = alike();
    if (!alike.isEmpty()) {
      return "Compared with the last %s line of this kind of machine: %s."
          .formatted(line.mode(), name(alike.getLast()));
    }
    var sameMode = history.stream().filter(h -> h.line().mode().equals(line.mode())).toList();
    if (sameMode.stream().anyMatch(h -> h.line().machine().isLike(line.machine()))) {
      return "Not compared: no earlier %s line of this kind of machine measured the same."
          .formatted(line.mode());
    }
    if (!sameMode.isEmpty()) {
      var last = sameMode.getLast();
      return "Not compared: the last %s line, %s, is of another machine (%s; here %s)."
          .formatted(line.mode(), name(last), last.line().machine().kind(), line.machine().kind());
    }
    return "Not compared: there is no earlier %s line.".formatted(line.mode());
  }

  private static String name(Numbered numbered) {
    return "line %d, %s, of %s"
        .formatted(
            numbered.number(),
            numbered.line().at().toString().substring(0, "2026-11-24".length()),
            numbered.line().code().text());
  }
}
