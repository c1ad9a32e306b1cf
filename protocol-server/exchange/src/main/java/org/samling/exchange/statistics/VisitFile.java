package org.samling.exchange.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.samling.core.statistics.Statistics.Visits;

/** Visit counts from a CSV file (RFC 4180) in UTF-8 with a header line. */
public final class VisitFile {

  private static final int MOST_LINES = 1_000_000;
  private static final Set<String> NEEDED = Set.of("branch", "day", "visits");
  private static final Set<String> KNOWN = Set.of("branch", "day", "visits", "hour", "counter");

  private VisitFile() {}

  /**
   * Reads a file, whole or not at all.
   *
   * @throws IllegalArgumentException that names the faulty line and the fault
   * @throws IOException when it can't be read
   */
  public static List<Visits> read(Path file) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    var found = new ArrayList<Visits>();
    try (var reader = Files.newBufferedReader(file);
        var rows = format.parse(reader)) {
      var headings = Set.copyOf(rows.getHeaderNames());
      if (!headings.containsAll(NEEDED) || !KNOWN.containsAll(headings)) {
        throw new IllegalArgumentException(
            "%s: the first line must name the columns branch, day, visits and, if known, hour and counter; not %s"
                .formatted(file, String.join(", ", rows.getHeaderNames())));
      }
      for (var row : rows) {
        found.add(line(file, row));
        if (found.size() > MOST_LINES) {
          throw new IllegalArgumentException(
              "%s has more than %,d lines".formatted(file, MOST_LINES));
        }
      }
    }
    return found;
  }

  private static Visits line(Path file, CSVRecord row) {
    try {
      if (!row.isConsistent()) {
        throw new IllegalArgumentException("it does not have as many fields as the first line");
      }
      var hour = optional(row, "hour");
      var counter = optional(row, "counter");
      return new Visits(
          row.get("branch"),
          counter == null ? Visits.DOOR : counter,
          LocalDate.parse(row.get("day")),
          hour == null ? null : Integer.valueOf(hour),
          Integer.parseInt(row.get("visits")));
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: record %d: days must be written as 2026-11-25, hours and visits as numbers"
              .formatted(file, row.getRecordNumber()),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: record %d: %s".formatted(file, row.getRecordNumber(), e.getMessage()), e);
    }
  }

  private static @Nullable String optional(CSVRecord row, String name) {
    return row.isMapped(name) && !row.get(name).isBlank() ? row.get(name) : null;
  }
}
