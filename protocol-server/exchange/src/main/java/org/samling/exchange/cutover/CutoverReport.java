package org.samling.exchange.cutover;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.cutover.MappingContent.Condition;
import org.samling.exchange.cutover.RowFields.Fault;

/** The result of a check or a load: counts for each kind, and how often each finding occurred. */
public final class CutoverReport {

  private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
  private final Map<Finding, Long> rejected = new TreeMap<>();
  private final Map<Finding, Long> leftOut = new TreeMap<>();
  private final Map<Finding, Long> notes = new TreeMap<>();
  private final FindingsFile file;

  CutoverReport(FindingsFile file) {
    this.file = file;
  }

  /** The counts of one kind. */
  public static final class Count {
    private long read;
    private long passedOver;
    private long added;
    private long changed;
    private long there;
    private long rejected;
    private Duration time = Duration.ZERO;

    /** How many rows were read that the mapping's conditions let through. */
    public long read() {
      return read;
    }

    /** How many rows the mapping's conditions left out. */
    public long passedOver() {
      return passedOver;
    }

    /** How many things were new (in a check: would be). */
    public long added() {
      return added;
    }

    /** How many existed already and differed. */
    public long changed() {
      return changed;
    }

    /** How many existed already. */
    public long there() {
      return there;
    }

    /** How many rows were rejected. */
    public long rejected() {
      return rejected;
    }

    /** How long it took. */
    public Duration time() {
      return time;
    }
  }

  /**
   * A finding.
   *
   * @param kind the kind of the row
   * @param field the field
   * @param reason what was found
   * @param code the unknown code, or empty
   */
  public record Finding(Kind kind, String field, String reason, String code)
      implements Comparable<Finding> {

    @Override
    public int compareTo(Finding other) {
      var byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : text().compareTo(other.text());
    }

    /** The finding as a line of a report. */
    public String text() {
      return "%s.%s: %s%s"
          .formatted(kind.key(), field, reason, code.isEmpty() ? "" : " \"" + code + "\"");
    }
  }

  Count of(Kind kind) {
    return counts.computeIfAbsent(kind, _ -> new Count());
  }

  /** The numbers. */
  public Map<Kind, Count> counts() {
    return counts;
  }

  /** The reasons for rejecting rows, with the number of rows. */
  public Map<Finding, Long> rejected() {
    return rejected;
  }

  /** The reasons that conditions give for leaving rows out, with the number of rows. */
  public Map<Finding, Long> leftOut() {
    return leftOut;
  }

  /** The remarks about accepted rows, with the number of rows. */
  public Map<Finding, Long> notes() {
    return notes;
  }

  /** Whether nothing was rejected. */
  public boolean isClean() {
    return rejected.isEmpty();
  }

  /** The table of findings, or null where there are none. */
  public @Nullable String file() {
    return file.path();
  }

  void read(Kind kind) {
    of(kind).read++;
  }

  void passedOver(Kind kind, long rows) {
    of(kind).passedOver += rows;
  }

  void added(Kind kind, long things) {
    of(kind).added += things;
  }

  void changed(Kind kind) {
    of(kind).changed++;
  }

  void there(Kind kind, long things) {
    of(kind).there += things;
  }

  void addTime(Kind kind, Duration time) {
    of(kind).time = time;
  }

  void reject(Kind kind, RowValue<?> row, List<Fault> faults) {
    of(kind).rejected++;
    for (var fault : faults) {
      rejected.merge(new Finding(kind, fault.field(), fault.reason(), fault.code()), 1L, Long::sum);
      file.add("rejected", kind, row, fault);
    }
  }

  void reject(Kind kind, RowValue<?> row, String field, String reason) {
    reject(kind, row, List.of(Fault.of(field, reason)));
  }

  void leaveOut(Kind kind, SourceRow row, Condition unmet) {
    var reason = String.valueOf(unmet.reason());
    leftOut.merge(new Finding(kind, unmet.column(), reason, ""), 1L, Long::sum);
    file.add(
        "left out",
        kind,
        new RowValue<>(row.file(), row.line(), ""),
        Fault.of(unmet.column(), reason));
  }

  void note(Kind kind, RowValue<?> row, String field, String reason) {
    notes.merge(new Finding(kind, field, reason, ""), 1L, Long::sum);
    file.add("told", kind, row, Fault.of(field, reason));
  }
}
