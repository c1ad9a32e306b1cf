package org.samling.exchange.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * The results of a file of events, or of the part of it that could be read.
 *
 * @param events how many events were processed
 * @param taken how many of them had an effect now
 * @param known how many had been processed before, under their number
 * @param nobody how many concern no patron of any tenant
 * @param faulty how many lines were not events, or were refused
 * @param faults what was wrong, by line; at most {@link #MAX_FAULTS}
 */
public record PersonEventReport(
    int events, int taken, int known, int nobody, int faulty, List<Fault> faults) {

  /** How many faults are listed at most; the count is always complete. */
  public static final int MAX_FAULTS = 1_000;

  /** The report on a file of which nothing was read. */
  static final PersonEventReport EMPTY = new PersonEventReport(0, 0, 0, 0, 0, List.of());

  /** Copies the faults. */
  public PersonEventReport {
    faults = List.copyOf(faults);
  }

  /**
   * A fault in a line.
   *
   * @param line its number, from 1
   * @param what what is wrong; nothing of the line is repeated
   */
  public record Fault(long line, String what) {}

  PersonEventReport withTaken() {
    return new PersonEventReport(events + 1, taken + 1, known, nobody, faulty, faults);
  }

  PersonEventReport withKnown() {
    return new PersonEventReport(events + 1, taken, known + 1, nobody, faulty, faults);
  }

  PersonEventReport withNobody() {
    return new PersonEventReport(events + 1, taken, known, nobody + 1, faulty, faults);
  }

  PersonEventReport with(Fault fault) {
    var all = faults;
    if (faults.size() < MAX_FAULTS) {
      all = new ArrayList<>(faults);
      all.add(fault);
    }
    return new PersonEventReport(events + 1, taken, known, nobody, faulty + 1, all);
  }

  /** The report for people: the counts, and a line for each fault. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "%d events: %d taken, %d already known, %d concerned nobody, %d faults"
            .formatted(events, taken, known, nobody, faulty));
    faults.forEach(fault -> lines.add("line %d: %s".formatted(fault.line(), fault.what())));
    if (faulty > faults.size()) {
      lines.add("and %d more faults".formatted(faulty - faults.size()));
    }
    return lines;
  }
}
