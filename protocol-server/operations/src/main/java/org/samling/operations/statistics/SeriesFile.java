package org.samling.operations.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.samling.core.organisation.Tenant;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.NationalSeries.Delivery;

/** A delivery to the national series as a CSV file (RFC 4180) in UTF-8. */
final class SeriesFile {

  private static final String[] COLUMNS = {
    "line", "measure", "day", "branch", "material-group", "audience", "person"
  };

  private SeriesFile() {}

  /**
   * Writes a delivery; writing it again gives the same file.
   *
   * @throws IOException when it can't be written
   */
  static void write(Writer out, Tenant tenant, Delivery delivery, NationalSeries series)
      throws IOException {
    var csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get());
    series.lines(
        tenant.id(),
        delivery,
        line -> {
          var cpr = line.cpr();
          try {
            csv.printRecord(
                line.id(),
                line.measure().word(),
                line.day(),
                line.branch(),
                line.materialGroup(),
                line.audience(),
                cpr == null ? "" : cpr.digits());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    csv.flush();
  }
}
