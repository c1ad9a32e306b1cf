package org.samling.exchange.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.samling.routes.imports.ImportReport;

/**
 * How the import of a file ended.
 *
 * @param report the outcomes of its records
 * @param reason why it ended early, as a sentence; null where the whole file was read
 */
record ImportEnd(ImportReport report, @Nullable String reason) {

  private static final CSVFormat CSV = CSVFormat.RFC4180;

  /** Whether somebody must look at the file: its import ended early, or no record was usable. */
  boolean isFailed() {
    return why() != null || (report.accepted() == 0 && report.rejected() > 0);
  }

  /** Why the file was not read to its end: it could not be, or it ends early; or null. */
  private @Nullable String why() {
    return reason == null ? report.endedEarly() : reason;
  }

  /** Writes a table of the numbers that the command shows, and how often each repair was made. */
  void write(Path file) throws IOException {
    var put = report.put();
    try (var out = CSV.print(Files.newBufferedWriter(file))) {
      out.printRecord("what", "value");
      out.printRecord("read", report.read());
      out.printRecord("accepted", report.accepted());
      out.printRecord("added", put.added());
      out.printRecord("changed", put.changed());
      out.printRecord("unchanged", put.unchanged());
      out.printRecord("matched by another number", report.matches().matched());
      out.printRecord("kept", report.matches().kept());
      out.printRecord("kept for their owner", report.matches().owned());
      out.printRecord("ambiguous", report.matches().ambiguous());
      out.printRecord("apart", report.matches().apart());
      out.printRecord("repaired", report.repairing().records());
      out.printRecord("repairs", report.repairing().made());
      out.printRecord("rejected", report.rejected());
      out.printRecord("without agency", report.withoutSource());
      out.printRecord("seconds", report.duration().toSeconds());
      for (var repair : report.repairing().kinds().entrySet()) {
        out.printRecord("repair: " + repair.getKey().label(), repair.getValue());
      }
      for (var coding : report.codings().entrySet()) {
        out.printRecord("coding: " + coding.getKey(), coding.getValue());
      }
      if (why() != null) {
        out.printRecord("ended early", why());
      }
    }
  }

  @Override
  public String toString() {
    var put = report.put();
    var counts =
        "%d records read: %d added, %d changed, %d unchanged, %d rejected"
            .formatted(
                report.read(), put.added(), put.changed(), put.unchanged(), report.rejected());
    return why() == null ? counts : counts + ". " + why();
  }
}
