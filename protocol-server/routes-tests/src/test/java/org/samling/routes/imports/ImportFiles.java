package org.samling.routes.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.marc.MarcRecordMaker;

/** Makes files to import. */
final class ImportFiles {

  private ImportFiles() {}

  /** A record of MARC 21. */
  static CatalogueRecord record(String source, int number, String title) {
    return new MarcRecordMaker()
        .make(
            new Work(
                new RecordKey(source, Integer.toString(number)),
                new Work.Title(title),
                "Efternavn, Fornavn",
                List.of(),
                Work.Imprint.of(1999),
                null,
                "dan",
                new Work.Subject(null, List.of(), Work.Audience.ADULT),
                Work.Material.BOOK));
  }

  /** Records numbered from 1. */
  static List<CatalogueRecord> records(String source, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> record(source, i, "Titel " + i)).toList();
  }

  static Path file(Path directory, String name, List<CatalogueRecord> records) {
    var file = directory.resolve(name);
    try (var out = open(file)) {
      for (var record : records) {
        out.write(record.original().toArray());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    var out = Files.newOutputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
  }

  /** A file of test-fixtures/marc. */
  static Path fixture(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")), "marc", name);
  }
}
