package org.samling.server.z3950;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.MarcRecordReader;

/** The records of test-fixtures/marc/unimarc.xml. */
public final class UnimarcRecords {

  private UnimarcRecords() {}

  /** The records, of the agency {@code u}. */
  public static List<CatalogueRecord> read() {
    var fixtures = Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")));
    try (var in = Files.newInputStream(fixtures.resolve("marc").resolve("unimarc.xml"))) {
      var records = new ArrayList<CatalogueRecord>();
      new MarcRecordReader()
          .read(in, new Options(null, "u", false))
          .forEachRemaining(result -> records.add(((ReadResult.Accepted) result).record()));
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
