package org.samling.routes.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.SearchScope;
import org.samling.marc.MarcRecordRenderer;

/** How many numbers a file of numbers may have. */
class ExportNumbersTest {

  @TempDir private Path directory;

  private DefaultCamelContext camel;
  private ExportService exports;

  @BeforeEach
  void open() {
    camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    exports = new ExportService(camel, new EmptyCatalogue(), new MarcRecordRenderer());
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
  }

  /** A catalogue without records, which reads all numbers. */
  private static final class EmptyCatalogue implements CatalogueCopy {

    @Override
    public void read(
        SearchScope.OfCatalogue scope,
        RecordSelection wanted,
        @Nullable Instant changedSince,
        Consumer<StoredRecord> to) {
      ((RecordSelection.Numbers) wanted).numbers().forEachRemaining(_ -> {});
    }

    @Override
    public long approximateCount(SearchScope.OfCatalogue scope) {
      return 0;
    }
  }

  private ExportReport export(int numbers, Path file) throws IOException {
    var lines = Files.writeString(directory.resolve("numbers.txt"), "7\n".repeat(numbers));
    return exports.export(
        new ExportJob(
            file,
            new SearchScope.Union(Set.of(new TenantId(1))),
            RecordSyntax.MARC21,
            new ExportJob.Selection.Numbered(lines),
            null),
        () -> {
          throw new AssertionError("nothing is searched");
        },
        new ExportListener() {
          @Override
          public void progress(long records) {}

          @Override
          public void leftOut(String record, String reason) {}
        });
  }

  @Test
  void fileWithTooManyNumbersIsRefusedAndNothingIsWritten() throws IOException {
    var file = directory.resolve("records.mrc");
    assertThat(export(ExportService.MAX_NUMBERS, file).notFound()).isEqualTo(1);
    Files.delete(file);
    assertThatThrownBy(() -> export(ExportService.MAX_NUMBERS + 1, file))
        .isInstanceOf(ExportException.class)
        .hasMessageStartingWith("The file of numbers has more than 1,000,000 numbers.");
    assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("numbers.txt"));
  }
}
