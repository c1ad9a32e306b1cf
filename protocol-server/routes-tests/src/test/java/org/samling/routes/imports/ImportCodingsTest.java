package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRules;
import org.samling.marc.MarcRecordReader;
import org.samling.routes.imports.ImportJob.Mode;
import org.samling.testing.TitledRecords;

class ImportCodingsTest {

  private static final String LATIN1 = "Små måger på åen";
  private static final String MARC8 = "S\u00B2rensen, \u00EAAge og Caf\u00E2e";
  private static final String OPEN = "Vin \u00E9ce";

  @AutoClose private static final ServedImports imports = new ServedImports();

  @TempDir Path directory;

  /** Keeps what was undecided, too. */
  private static final class Hearing extends ServedImports.Rejections {

    final List<ReadResult.Accepted> undecided = new ArrayList<>();

    @Override
    public void undecided(ReadResult.Accepted record) {
      undecided.add(record);
    }
  }

  private static ImportJob job(Path file, String source, Mode mode, @Nullable CodingRule coding) {
    return new ImportJob(file, null, source, null, "test", mode, null, ImportRules.DEFAULT, coding);
  }

  @Test
  void dryRunAndReportSayWhichCodingWasTakenForHowManyRecordsAndWhy() {
    var file =
        TitledRecords.file(
            directory, "mixed.mrc", List.of(LATIN1, LATIN1, MARC8, OPEN, "Kun ASCII"));
    var expected =
        Map.of(
            "Latin-1 (Windows-1252): its bytes tell", 2,
            "MARC-8: its bytes tell", 1,
            "Latin-1 (Windows-1252): undecided, read as most of the file", 1,
            "ASCII", 1);

    for (var mode : List.of(Mode.DRY_RUN, Mode.GO_ON)) {
      var heard = new Hearing();
      var report = imports.load(job(file, "told", mode, null), heard);

      assertThat(report.codings()).isEqualTo(expected);
      assertThat(heard.undecided).extracting(ReadResult.Accepted::ordinal).containsExactly(4);
      assertThat(heard.records).isEmpty();
    }
    var kept = imports.library.store.importBatches().latest(null, 1).getFirst();
    assertThat(kept.tally().codings()).isEqualTo(expected);
    assertThat(imports.load(job(ImportFiles.fixture("collection.xml"), "told", Mode.DRY_RUN, null)))
        .extracting(ImportReport::codings)
        .isEqualTo(Map.of("as the file says (XML, JSON)", 2));
  }

  @Test
  void undecidedRecordsAreHeldWhereTheOperatorWantsItSo() {
    var file = TitledRecords.file(directory, "held.mrc", List.of(LATIN1, OPEN));
    var heard = new Hearing();

    var report = imports.load(job(file, "held", Mode.GO_ON, CodingRule.HOLD), heard);

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(heard.records)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("--coding", "import.codings"));
    assertThat(heard.undecided).isEmpty();
  }

  @Test
  void theSourcesSettingHoldsForAllItsImportsUnlessOneSaysOtherwise() {
    var reader = new MarcRecordReader(Map.of("set", CodingRule.LATIN_1));
    var service = imports.service(reader);
    var file = TitledRecords.file(directory, "set.mrc", List.of(MARC8));

    var set = service.load(job(file, "set", Mode.DRY_RUN, null), new Hearing());
    var own = service.load(job(file, "set", Mode.DRY_RUN, CodingRule.AUTO), new Hearing());

    assertThat(set.codings())
        .containsOnlyKeys("Latin-1 (Windows-1252): as the source's setting says");
    assertThat(own.codings()).containsOnlyKeys("MARC-8: its bytes tell");
  }

  @Test
  void anImportGoesOnByItsOwnCodingAndNoOther() {
    var titles = new ArrayList<>(Collections.nCopies(2 * ImportPieces.MAX_RECORDS, LATIN1));
    titles.set(titles.size() - 1, OPEN);
    var file = TitledRecords.file(directory, "cut-short.mrc", titles);
    var job = job(file, "own", Mode.GO_ON, CodingRule.MARC_8);
    var stopping =
        new ServedImports.Rejections() {
          @Override
          public void progress(long bytes, int records) {
            throw new IllegalStateException("it stops here");
          }
        };

    assertThatThrownBy(() -> imports.load(job, stopping)).hasMessageContaining("it stops here");
    assertThatThrownBy(() -> imports.load(job(file, "own", Mode.GO_ON, null)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("other rules or another coding");
    var unfinished = imports.library.store.importBatches().latest(null, 1).getFirst();
    var report = imports.load(ImportJob.of(unfinished));

    assertThat(report.codings())
        .isEqualTo(Map.of("MARC-8: as the source's setting says", titles.size()));
  }

  @Test
  void whatIsUndecidedIsReadAsTheFilesBeginningSaysAlsoAfterACrash() {
    var titles = new ArrayList<>(Collections.nCopies(ImportPieces.MAX_RECORDS + 1, LATIN1));
    titles.set(titles.size() - 1, OPEN);
    var file = TitledRecords.file(directory, "gone-on.mrc", titles);
    var job = job(file, "gone-on", Mode.GO_ON, null);
    var stopping =
        new ServedImports.Rejections() {
          @Override
          public void progress(long bytes, int records) {
            throw new IllegalStateException("it stops here");
          }
        };

    assertThatThrownBy(() -> imports.load(job, stopping)).hasMessageContaining("it stops here");
    var heard = new Hearing();
    var report = imports.load(job, heard);

    assertThat(report.codings())
        .isEqualTo(
            Map.of(
                "Latin-1 (Windows-1252): its bytes tell",
                titles.size() - 1,
                "Latin-1 (Windows-1252): undecided, read as most of the file",
                1));
    assertThat(heard.undecided).hasSize(1);
  }
}
