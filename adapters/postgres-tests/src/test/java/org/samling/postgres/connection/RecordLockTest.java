package org.samling.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordUpdates.Condition;
import org.samling.core.catalogue.RecordUpdates.PutOutcome;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.RecordJudge;
import org.samling.core.imports.RepairTally;
import org.samling.postgres.TestLibrary;

/** What an import decides by stays as it was seen until the import has written. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RecordLockTest {

  private static final ImportRules BY_ISBN =
      new ImportRules(
          List.of(MatchRule.by(MatchPoint.ISBN)),
          OnMatch.REPLACE,
          OnAmbiguous.ADD,
          List.of(),
          false);

  private static final RecordKey OWN = new RecordKey("own", "1");

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void updateOfARecordWaitsForTheImportThatDecidesAboutIt() {
    library.store.catalogue().putRecords(library.north, List.of(book(OWN, "Gammel")));
    var judge = new Meddled(BY_ISBN, book(OWN, "Rettet"));

    var counts = write(judge, book(new RecordKey("nat", "1"), "Ny"));

    assertThat(counts).as("it took the other one's place").isEqualTo(new PutCounts(0, 1, 0));
    assertThat(judge.meddling.join()).as("whose key was free by then").isEqualTo(PutOutcome.ADDED);
    assertThat(titles()).isEqualTo("nat Ny, own Rettet");
  }

  @Test
  void ownersUpdateIsNotWrittenOverByADeliveryThatDidNotSeeIt() {
    library.store.catalogue().putRecords(library.north, List.of(danish("Første", "DBC")));
    var judge = new Meddled(ImportRules.DEFAULT, danish("Ejerens", "726500"));

    var counts = write(judge, danish("Leveret", "DBC"));

    assertThat(counts).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(judge.meddling.join()).isEqualTo(PutOutcome.CHANGED);
    assertThat(titles()).isEqualTo("own Ejerens");
  }

  @Test
  void importsThatDecideNothingWriteAtTheSameTime() throws SQLException {
    try (var other = library.application()) {
      other.setAutoCommit(false);
      RecordLock.SHARED.take(library.north).run(other);

      assertThat(write(TestLibrary.recordJudge(), book(OWN, "Et")))
          .isEqualTo(new PutCounts(1, 0, 0));
      other.rollback();
    }
  }

  private PutCounts write(RecordJudge judge, CatalogueRecord record) {
    var batches = library.store.importBatches();
    var order =
        new Order(library.north, "test", "/f", new FilePrint(1, "0".repeat(64)), "local", null);
    return batches.write(
        batches.begin(order),
        List.of(record),
        judge,
        List.of(),
        0,
        new ImportTally(1, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING),
        List.of());
  }

  private String titles() {
    return library.text(
        library.north,
        "select string_agg(source || ' ' || title, ', ' order by source) from local_record");
  }

  private static CatalogueRecord book(RecordKey key, String title) {
    return new CatalogueRecord(
        key,
        RecordFormat.MARC21,
        Bytes.of(title.getBytes(StandardCharsets.UTF_8)),
        new MarcContent("00000nam a2200000 a 4500", List.of()),
        new BriefRecord(title, null, null, List.of("9788799000012")));
  }

  private static CatalogueRecord danish(String title, String owner) {
    return new CatalogueRecord(
        OWN,
        RecordFormat.DANMARC2,
        Bytes.of(title.getBytes(StandardCharsets.UTF_8)),
        new MarcContent(
            "00000n    2200000   4500",
            List.of(
                new MarcContent.DataField(
                    "996", '0', '0', List.of(new MarcContent.Subfield('a', owner))))),
        new BriefRecord(title, null, null, List.of()));
  }

  /** Judges by rules when somebody else has begun to put a record, and waits or has done it. */
  private final class Meddled implements RecordJudge {

    private final RecordJudge judge;
    private final CatalogueRecord others;
    private CompletableFuture<PutOutcome> meddling = new CompletableFuture<>();

    Meddled(ImportRules rules, CatalogueRecord others) {
      this.judge = TestLibrary.recordJudge(rules);
      this.others = others;
    }

    @Override
    public ImportRules rules() {
      return judge.rules();
    }

    @Override
    public Verdict judge(IncomingRecord coming) {
      meddling =
          CompletableFuture.supplyAsync(
              () -> library.store.recordUpdates().put(library.north, others, Condition.EITHER));
      while (!meddling.isDone() && !isSomebodyWaiting()) {
        Thread.onSpinWait();
      }
      return judge.judge(coming);
    }

    @Override
    public ImportTally with(ImportTally tally) {
      return judge.with(tally);
    }

    private boolean isSomebodyWaiting() {
      return library.count(
              null, "select count(*) from pg_locks where locktype = 'advisory' and not granted")
          > 0;
    }
  }
}
