package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRepair;
import org.samling.core.organisation.TenantId;
import org.samling.routes.imports.ImportJob.Mode;

/** What an import repaired in records, and where. */
class ImportRepairsTest {

  @AutoClose private static final ServedImports imports = new ServedImports();

  @TempDir Path directory;

  /** Keeps what was repaired, too. */
  private static class Hearing extends ServedImports.Rejections {

    final List<ImportRepair> repairs = new ArrayList<>();

    @Override
    public void repaired(ImportRepair repair) {
      repairs.add(repair);
    }
  }

  /** A record without a number, in which this many notes lack both indicators. */
  private static String record(int number, int notes) {
    return "<record xmlns=\"http://www.loc.gov/MARC21/slim\"><leader>00000nam a2200000 i 4500</leader>"
        + "<controlfield tag=\"001\">%d</controlfield>".formatted(number)
        + "<datafield tag=\"245\" ind1=\"0\" ind2=\"0\"><subfield code=\"a\">Titel</subfield></datafield>"
        + "<datafield tag=\"500\"><subfield code=\"a\">Note</subfield></datafield>".repeat(notes)
        + "</record>\n";
  }

  private Path file(String name, int records, int notes) throws IOException {
    return file(name, IntStream.rangeClosed(1, records), notes);
  }

  /** A file of records with these numbers; one that comes again begins another batch. */
  private Path file(String name, IntStream numbers, int notes) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        numbers
            .mapToObj(i -> record(i, notes))
            .collect(Collectors.joining("", "<collection>\n", "</collection>\n")),
        StandardCharsets.UTF_8);
  }

  private static ImportJob job(Path file, @Nullable TenantId tenant, String source, Mode mode) {
    return new ImportJob(file, tenant, source, null, "test", mode);
  }

  private static List<ImportRepair> listed(ImportBatch batch, @Nullable RepairKind kind) {
    return imports.library.store.importBatches().repairs(batch, kind, 0, 20_000);
  }

  private static ImportBatch latest(@Nullable TenantId tenant) {
    return imports.library.store.importBatches().latest(tenant, 1).getFirst();
  }

  @Test
  void everyRepairIsKeptWithItsRecordAndPlace() throws IOException {
    var north = imports.library.north;
    var file = file("places.xml", 2, 1);
    var heard = new Hearing();

    var report = imports.load(job(file, north, "places", Mode.GO_ON), heard);

    assertThat(report.repairing().records()).isEqualTo(2);
    assertThat(report.repairing().made()).isEqualTo(4);
    assertThat(heard.repairs)
        .extracting(
            ImportRepair::number,
            ImportRepair::ordinal,
            r -> r.record().toString(),
            r -> r.repair().place())
        .containsExactly(
            tuple(1, 1, "places:1", "500"),
            tuple(2, 1, "places:1", "500"),
            tuple(3, 2, "places:2", "500"),
            tuple(4, 2, "places:2", "500"));
    var text = Files.readString(file);
    assertThat(heard.repairs.getLast().offset()).isEqualTo(text.lastIndexOf("<record"));
    var batch = latest(north);
    assertThat(listed(batch, null)).isEqualTo(heard.repairs);
    assertThat(listed(batch, RepairKind.NUL)).isEmpty();
    assertThat(imports.library.store.importBatches().repairs(batch, null, 1, 2))
        .extracting(ImportRepair::number)
        .containsExactly(2, 3);

    imports.library.store.importBatches().forgetVersions(north, Duration.ZERO);
    assertThat(listed(batch, null)).as("kept as long as what the import replaced").isEmpty();
    assertThat(latest(north).tally().repairs()).isEqualTo(report.repairing());
  }

  @Test
  void firstTenThousandAreListedAndAllAreCounted() throws IOException {
    var heard = new Hearing();

    var report = imports.load(job(file("many.xml", 21, 250), null, "many", Mode.GO_ON), heard);

    assertThat(report.repairing().made()).isEqualTo(21 * 500);
    assertThat(report.repairing().kinds()).containsEntry(RepairKind.INDICATORS_MISSING, 21);
    assertThat(heard.repairs).hasSize(ImportRepair.MAX_LISTED);
    assertThat(listed(latest(null), null)).hasSize(ImportRepair.MAX_LISTED);
  }

  @Test
  void importThatGoesOnNumbersItsRepairsOnAndTellsNoneTwice() throws IOException {
    var file = file("resumed.xml", IntStream.of(1, 2, 1, 3), 1);
    var job = job(file, null, "resumed", Mode.GO_ON);
    var first =
        new Hearing() {
          @Override
          public void progress(long bytes, int records) {
            throw new IllegalStateException("it stops here");
          }
        };
    assertThatThrownBy(() -> imports.load(job, first)).hasMessageContaining("it stops here");
    var second = new Hearing();

    var report = imports.load(job, second);

    var all = new ArrayList<>(first.repairs);
    all.addAll(second.repairs);
    assertThat(all).hasSize(report.repairing().made()).doesNotHaveDuplicates();
    assertThat(listed(latest(null), null)).isEqualTo(all);
  }

  @Test
  void repairsBehindARecordThatTheStoreRefusesAreToldOnce() throws IOException {
    var file = file("refused.xml", IntStream.of(1, 2, 3, 1), 1);
    var heard = new Hearing();

    var report =
        imports
            .service((in, options) -> refusedByTheStore(ServedImports.MARC.read(in, options)))
            .load(job(file, null, "refused", Mode.GO_ON), heard);

    assertThat(report.rejected()).isEqualTo(1);
    assertThat(heard.repairs)
        .extracting(ImportRepair::ordinal)
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(report.repairing().made()).isEqualTo(6);
    assertThat(listed(latest(null), null))
        .extracting(ImportRepair::ordinal)
        .containsExactly(1, 1, 3, 3, 4, 4);
  }

  /** The second record has a NUL character, which the store can't keep. */
  private static Iterator<ReadResult> refusedByTheStore(Iterator<ReadResult> results) {
    var all = new ArrayList<ReadResult>();
    results.forEachRemaining(result -> {
      var accepted = (ReadResult.Accepted) result;
      var record = accepted.record();
      all.add(
          accepted.ordinal() != 2
              ? accepted
              : new ReadResult.Accepted(
                  accepted.offset(),
                  accepted.ordinal(),
                  new CatalogueRecord(
                      record.key(),
                      record.format(),
                      record.original(),
                      new MarcContent("\0".repeat(24), record.content().fields()),
                      record.brief()),
                  accepted.repairs(),
                  accepted.coding()));
    });
    return all.iterator();
  }

  @Test
  void everyKindIsInTheDocument() throws IOException {
    var fixtures = Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")));
    assertThat(Files.readString(fixtures.resolve("../docs/import.md")))
        .contains(
            Stream.of(RepairKind.values())
                .map(kind -> "| `%s` | %s |\n".formatted(kind.label(), kind.meaning()))
                .collect(Collectors.joining()));
  }

  @Test
  void dryRunTellsWhatItWouldRepair() throws IOException {
    var file = file("tried.xml", 1, 1);
    var batches = imports.library.store.importBatches();
    var order =
        job(file, imports.library.north, "tried", Mode.DRY_RUN).order(FileFingerprints.of(file));
    var waiting = batches.enqueue(batches.newNumber(), order, true, null);

    imports.service(ServedImports.MARC).resume(waiting, new Hearing());

    assertThat(listed(latest(imports.library.north), RepairKind.INDICATORS_MISSING)).hasSize(2);
  }
}
