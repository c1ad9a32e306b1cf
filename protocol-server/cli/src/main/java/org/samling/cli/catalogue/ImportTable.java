package org.samling.cli.catalogue;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportReport;

/** The table of an import: a line for each file as it is done, and one for all of them. */
final class ImportTable {

  private static final String TOTAL = "total";
  private static final String COLUMNS = "%9s %9s %9s %9s %9s %9s %9s %9s%n";

  private final PrintWriter out;
  private final String row;
  private final Map<Path, ImportReport> reports = new LinkedHashMap<>();
  private ImportReport total = ImportReport.EMPTY;

  ImportTable(PrintWriter out, List<ImportJob> jobs) {
    this.out = out;
    var width =
        jobs.stream().mapToInt(j -> j.file().toString().length()).max().orElse(TOTAL.length());
    row = "%-" + Math.max(width, TOTAL.length()) + "s " + COLUMNS;
    out.printf(
        row,
        "file",
        "read",
        "accepted",
        "added",
        "changed",
        "unchanged",
        "repaired",
        "rejected",
        "seconds");
    out.flush();
  }

  /** Adds the line of a file that was loaded as far as it could be. */
  void add(ImportJob job, ImportReport report) {
    reports.put(job.file(), report);
    total = total.plus(report);
    print(job.file().toString(), report);
  }

  /** Ends the table, with a line for all files if there are several. */
  void end(boolean dryRun) {
    if (reports.size() > 1) {
      print(TOTAL, total);
    }
    if (dryRun) {
      out.println("A dry run: nothing was written to the catalogue.");
    }
    out.flush();
  }

  /** The report of each file, in the order of the table. */
  Map<Path, ImportReport> reports() {
    return Collections.unmodifiableMap(reports);
  }

  /** The sum of all files. */
  ImportReport total() {
    return total;
  }

  private void print(String name, ImportReport report) {
    out.printf(
        row,
        name,
        report.read(),
        report.accepted(),
        report.put().added(),
        report.put().changed(),
        report.put().unchanged(),
        report.repairing().records(),
        report.rejected(),
        seconds(report.duration()));
    out.flush();
  }

  private static String seconds(Duration duration) {
    return "%d.%01d".formatted(duration.toSeconds(), duration.toMillisPart() / 100);
  }
}
