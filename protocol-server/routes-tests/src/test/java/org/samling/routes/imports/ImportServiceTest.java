package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.RepairTally;
import org.samling.routes.imports.ImportJob.Mode;

/** Files imported through the routes into the store. */
class ImportServiceTest {

  private static ServedImports imports;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    imports = new ServedImports();
  }

  @AfterAll
  static void close() throws Exception {
    imports.close();
  }

  @Test
  void sameFileImportedTwiceIsUnchangedTheSecondTime() {
    var file = ImportFiles.file(directory, "twice.mrc", ImportFiles.records("twice", 450));

    var first = imports.load(ServedImports.job(file));
    var second = imports.load(ServedImports.job(file));

    assertThat(first.put()).isEqualTo(new PutCounts(450, 0, 0));
    assertThat(first.read()).isEqualTo(450);
    assertThat(first.accepted()).isEqualTo(450);
    assertThat(first.bytes()).isEqualTo(file.toFile().length());
    assertThat(first.duration()).isPositive();
    assertThat(second.put()).isEqualTo(new PutCounts(0, 0, 450));
  }

  @Test
  void changedRecordIsChangedAndTheOthersStay() {
    var records = new ArrayList<>(ImportFiles.records("changed", 3));
    imports.load(ServedImports.job(ImportFiles.file(directory, "before.mrc", records)));
    records.set(1, ImportFiles.record("changed", 2, "Anden udgave"));

    var report =
        imports.load(ServedImports.job(ImportFiles.file(directory, "after.mrc.gz", records)));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 2));
    assertThat(imports.library.store.catalogue().putRecords(null, records))
        .isEqualTo(new PutCounts(0, 0, 3));
  }

  @Test
  void dryRunSaysWhatWouldComeOfItAndWritesNothing() {
    var records = ImportFiles.records("dry", 5);
    var file = ImportFiles.file(directory, "dry.mrc", records);

    var report = imports.load(new ImportJob(file, null, "dry", null, "test", Mode.DRY_RUN));

    assertThat(report.put()).isEqualTo(new PutCounts(5, 0, 0));
    assertThat(imports.library.store.catalogue().putRecords(null, records))
        .isEqualTo(new PutCounts(5, 0, 0));
  }

  @Test
  void recordsOfATenantAreItsOwn() {
    var records = ImportFiles.records("own", 2);
    var file = ImportFiles.file(directory, "own.mrc", records);

    imports.load(new ImportJob(file, imports.library.north, "own", null, "test", Mode.GO_ON));

    var catalogue = imports.library.store.catalogue();
    assertThat(catalogue.putRecords(imports.library.north, records))
        .isEqualTo(new PutCounts(0, 0, 2));
    assertThat(catalogue.putRecords(imports.library.south, records))
        .isEqualTo(new PutCounts(2, 0, 0));
    assertThat(catalogue.putRecords(null, records)).isEqualTo(new PutCounts(2, 0, 0));
  }

  @Test
  void laterOfTwoRecordsWithOneKeyReplacesTheEarlier() {
    var last = ImportFiles.record("double", 1, "Sidste");
    var file =
        ImportFiles.file(
            directory,
            "double.mrc",
            List.of(
                ImportFiles.record("double", 1, "Første"),
                ImportFiles.record("double", 2, "Enlig"),
                last));

    assertThat(imports.load(ServedImports.job(file)).put()).isEqualTo(new PutCounts(2, 1, 0));
    assertThat(imports.library.store.catalogue().putRecords(null, List.of(last)))
        .isEqualTo(new PutCounts(0, 0, 1));
  }

  @Test
  void unreadableRecordsAreReportedAndTheOthersAreWritten() {
    var rejected = new ServedImports.Rejections();

    var report =
        imports.load(
            new ImportJob(
                ImportFiles.fixture("defects.xml"),
                null,
                "defects",
                RecordFormat.MARCXML,
                "test",
                Mode.GO_ON),
            rejected);

    assertThat(report.read()).isEqualTo(report.accepted() + report.rejected());
    assertThat(report.rejected()).isPositive().isEqualTo(rejected.records.size());
    assertThat(report.put().added()).isPositive().isEqualTo(report.accepted());
    assertThat(rejected.records)
        .allSatisfy(r -> assertThat(r.reason()).isNotBlank())
        .extracting(ReadResult.Rejected::ordinal)
        .startsWith(1)
        .isSorted();
  }

  @Test
  void recordsThatNameNoAgencyGetTheJobsAndAreCounted() {
    var file = ImportFiles.fixture("collection.xml");

    var report = imports.load(new ImportJob(file, null, "DK-999999", null, "test", Mode.GO_ON));

    assertThat(report.read()).isEqualTo(2);
    assertThat(report.withoutSource()).isEqualTo(1);
  }

  @Test
  void repairsAreCountedByKindAndInAll() throws IOException {
    var file = directory.resolve("lengths.mrc");
    var out = Files.newOutputStream(file);
    for (var record : ImportFiles.records("lengths", 3)) {
      var bytes = record.original().toArray();
      System.arraycopy(new byte[] {'9', '9', '9', '9'}, 0, bytes, 0, 4);
      out.write(bytes);
    }
    out.close();

    var report = imports.load(ServedImports.job(file));

    assertThat(report.repairing())
        .isEqualTo(new RepairTally(3, 3, Map.of(RepairKind.LEADER_VALUE, 3)));
  }

  @Test
  void aFileThatEndsEarlyIsSaidToWithItsPlace() throws IOException {
    var file = ImportFiles.file(directory, "cut.mrc", ImportFiles.records("cut", 3));
    var whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));

    var report = imports.load(ServedImports.job(file));

    assertThat(report.endedEarly())
        .startsWith("The file ends early, at record 3 (byte ")
        .contains("The file ends after", "its leader says");
    var kept = imports.library.store.importBatches().latest(null, 1).getFirst();
    assertThat(kept.tally().endedEarly()).isEqualTo(report.endedEarly());
    var again = imports.load(ServedImports.job(file));
    assertThat(again.endedEarly()).isEqualTo(report.endedEarly());
  }

  @Test
  void onlyTheRecordThatTheStoreCantKeepIsRejected() {
    var records = ImportFiles.records("nul", 250);
    var file = ImportFiles.file(directory, "nul.mrc", records);
    var rejected = new ServedImports.Rejections();

    var report =
        imports.service(ImportServiceTest::withNulIn77).load(ServedImports.job(file), rejected);

    assertThat(report.put()).isEqualTo(new PutCounts(249, 0, 0));
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(rejected.records)
        .singleElement()
        .satisfies(r -> {
          assertThat(r.ordinal()).isEqualTo(77);
          assertThat(r.reason())
              .isEqualTo(
                  "Field 245 holds the character U+0000 (NUL), which can't be kept; take it out.");
          assertThat(r.bytes()).isEqualTo(records.get(76).original());
        });
    var others = new ArrayList<>(records);
    others.remove(76);
    assertThat(imports.library.store.catalogue().putRecords(null, others))
        .isEqualTo(new PutCounts(0, 0, 249));
  }

  @Test
  void everyImportIsKnownAfterwards() {
    var file = ImportFiles.file(directory, "known.mrc", ImportFiles.records("known", 3));

    imports.load(ServedImports.job(file));

    var batch = imports.library.store.importBatches().latest(null, 1).getFirst();
    assertThat(batch.order().file()).isEqualTo(file.toString());
    assertThat(batch.order().startedBy()).isEqualTo("test");
    assertThat(batch.order().print().size()).isEqualTo(file.toFile().length());
    assertThat(batch.state()).isEqualTo(State.DONE);
    assertThat(batch.put()).isEqualTo(new PutCounts(3, 0, 0));
    assertThat(batch.tally().read()).isEqualTo(3);
    assertThat(batch.ended()).isNotNull();
  }

  @Test
  void fileThatIsMissingIsSaid() {
    var file = directory.resolve("missing.mrc");

    var fault =
        catchThrowableOfType(ImportException.class, () -> imports.load(ServedImports.job(file)));

    assertThat(fault.kind()).isEqualTo(ImportException.Kind.FILE);
    assertThat(fault).hasMessageContaining("missing.mrc can't be read");
  }

  @Test
  void readingKeepsOnlyAFewBatchesAhead() {
    var file = ImportFiles.file(directory, "ahead.mrc", ImportFiles.records("ahead", 15_000));
    var handedOut = new AtomicInteger();
    RecordReader counting = (in, options) -> ServedImports.each(in, options, handedOut::set);
    var done = new AtomicInteger();
    var furthest = new AtomicInteger();
    ImportListener listener =
        new ServedImports.Rejections() {
          @Override
          public void progress(long bytes, int records) {
            furthest.accumulateAndGet(handedOut.get() - done.get(), Math::max);
            done.set(records);
          }
        };

    imports.service(counting).load(ServedImports.job(file), listener);

    // One batch waits; one is looked at, one is written, and one is being read.
    assertThat(furthest)
        .hasValueBetween(ImportPieces.MAX_RECORDS + 1, 5 * ImportPieces.MAX_RECORDS + 1);
  }

  @Test
  void severalImportsRunAtOnce() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reports =
          IntStream.range(0, 4)
              .mapToObj(i -> ImportFiles.records("at-once-" + i, 500))
              .map(r -> ImportFiles.file(directory, r.getFirst().key().source(), r))
              .map(f ->
                  CompletableFuture.supplyAsync(() -> imports.load(ServedImports.job(f)), threads))
              .toList();

      assertThat(reports.stream().map(CompletableFuture::join).map(ImportReport::put))
          .containsOnly(new PutCounts(500, 0, 0));
    }
  }

  /** A reader that, unlike that of MARC 21, leaves a NUL in the text of record 77. */
  private static Iterator<ReadResult> withNulIn77(InputStream in, RecordReader.Options options) {
    var results = new ArrayList<ReadResult>();
    ServedImports.MARC.read(in, options).forEachRemaining(results::add);
    results.replaceAll(result ->
        result instanceof ReadResult.Accepted accepted && accepted.ordinal() == 77
            ? withNul(accepted)
            : result);
    return results.iterator();
  }

  private static ReadResult withNul(ReadResult.Accepted accepted) {
    var record = accepted.record();
    var title =
        new MarcContent.DataField(
            "245", '1', '0', List.of(new MarcContent.Subfield('a', "en\0titel")));
    var content = new MarcContent(record.content().leader(), List.of(title));
    return new ReadResult.Accepted(
        accepted.offset(),
        accepted.ordinal(),
        new CatalogueRecord(
            record.key(), record.format(), record.original(), content, record.brief()),
        List.of(),
        accepted.coding());
  }
}
