package org.samling.bench.suite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.bench.suite.HistoryFile.Numbered;
import org.samling.bench.suite.Line.Entry;
import org.samling.bench.suite.Line.Figure;

/** Lines of a history, as tests need them. */
final class Lines {

  static final Machine HERE = new Machine(2, 24_000, "Some CPU", "Some Linux", "25");
  static final FixedBench.Size SIZE = new FixedBench.Size("items", 1_000, 1, 2, 3);

  private Lines() {}

  /** A quick run of a commit on a machine. */
  static Line of(String commit, Machine machine, Entry... entries) {
    return new Line(
        Line.SCHEMA,
        Instant.parse("2026-11-28T12:00:00Z"),
        new Code(commit, false, "0.1"),
        "quick",
        machine,
        0.5,
        300,
        List.of(entries),
        List.of());
  }

  /** A measure that came to a ratio, or to none. */
  static Entry entry(String measure, @Nullable Double ratio) {
    return entry(measure, SIZE, ratio);
  }

  static Entry entry(String measure, FixedBench.Size size, @Nullable Double ratio) {
    return new Entry(
        "checkout",
        measure,
        "checkouts/s",
        "higher",
        size,
        new Figure(2_000, 3.5, 7.25),
        "pgbench",
        ratio == null ? null : new Figure(4_000, null, null),
        ratio,
        ratio == null ? "pgbench is not installed" : null);
  }

  /** Lines as they stand in a file, from its first line on. */
  static List<Numbered> numbered(Line... lines) {
    var numbered = new ArrayList<Numbered>();
    for (var line : lines) {
      numbered.add(new Numbered(numbered.size() + 1, line));
    }
    return numbered;
  }
}
