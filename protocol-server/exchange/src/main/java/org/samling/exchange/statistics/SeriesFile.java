package org.samling.exchange.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.samling.core.organisation.Tenant;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.NationalSeries.Delivery;
import org.samling.library.OutgoingFile;

/** A delivery to the national series as a CSV file (RFC 4180) in UTF-8. */
public final class SeriesFile {

  private static final String[] COLUMNS = {
    "line", "measure", "day", "branch", "material-group", "audience", "person"
  };

  private SeriesFile() {}

  /**
   * Writes a delivery into a folder. The file gets its name only when it is complete; writing it
   * again gives the same file.
   *
   * @return the file
   * @throws IOException when it can't be written
   */
  public static Path write(Path folder, Tenant tenant, Delivery delivery, NationalSeries series)
      throws IOException {
    var name = "%s-series-%06d.csv".formatted(tenant.code(), delivery.number());
    OutgoingFile.deleteAbandoned(folder);
    return OutgoingFile.write(
        folder,
        name,
        out -> {
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
        });
  }
}
