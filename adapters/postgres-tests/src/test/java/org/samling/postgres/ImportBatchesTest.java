package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.RepairTally;
import org.samling.core.organisation.TenantId;

/** Imports as they are kept, gone on with and undone. */
class ImportBatchesTest {

  private static TestLibrary library;
  private static ImportBatches batches;

  /** What undoing left as it was. */
  private final List<String> kept = new ArrayList<>();

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    batches = library.store.importBatches();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void importGoesOnOnlyWhereItWasLeft() {
    var batch = begin(null, "left");
    write(batch, 0, record("left", 1, "Et"));

    assertThatThrownBy(() -> write(batch, 0, record("left", 2, "To")))
        .isInstanceOf(BatchTakenException.class)
        .hasMessageContaining("another process goes on with it");
    assertThat(count("left")).as("nothing of what came too late").isOne();
    assertThat(write(batch, 1, record("left", 2, "To"))).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(again(batch).tally().read()).isEqualTo(2);
  }

  @Test
  void recordsTheirItemsAndHowFarItIsAreWrittenTogetherOrNotAtAll() {
    var batch =
        batches.begin(
            new Order(
                null,
                "test",
                "/together",
                new FilePrint(1, "0".repeat(64)),
                "local",
                null,
                new ItemOrder(library.north, ItemRules.KOHA952),
                ImportRules.DEFAULT,
                null));
    var record = record("together", 1, "Et");
    var after = new ImportTally(1, 0, 0, RepairTally.NOTHING, 0, new ItemTally(1, 0, 0, Map.of()));

    assertThatThrownBy(() ->
            batches.write(
                batch,
                List.of(record),
                TestLibrary.recordJudge(),
                List.of(NewItem.plain("together1", record.key(), "nowhere", "book")),
                0,
                after,
                List.of()))
        .isInstanceOf(StoreException.class);
    assertThat(count("together")).isZero();
    assertThat(again(batch).tally()).isEqualTo(ImportTally.NOTHING);

    batches.write(
        batch,
        List.of(record),
        TestLibrary.recordJudge(),
        List.of(NewItem.plain("together1", record.key(), TestLibrary.MAIN, "book")),
        0,
        after,
        List.of());

    assertThat(
            library.count(library.north, "select count(*) from item where barcode = 'together1'"))
        .isOne();
    assertThat(again(batch).tally().items().added()).isOne();
    assertThat(again(batch).order()).isEqualTo(batch.order());
  }

  @Test
  void importIsUnfinishedUntilAllOfItsFileIsDone() {
    var batch = begin(library.north, "unfinished");
    assertThat(batches.unfinished(batch.order())).map(ImportBatch::number).contains(batch.number());
    batches.stop(batch, "the disk is full");
    assertThat(batches.unfinished(batch.order()).orElseThrow().reason())
        .isEqualTo("the disk is full");
    assertThat(batches.unfinished(order(library.south, "unfinished"))).isEmpty();
    assertThat(batches.unfinished(order(null, "unfinished"))).isEmpty();

    batches.finish(batches.resume(batch));

    assertThat(batches.unfinished(batch.order())).isEmpty();
    assertThatThrownBy(() -> batches.resume(batch)).isInstanceOf(BatchTakenException.class);
  }

  @Test
  void undoingRemovesWhatWasAddedAndRestoresWhatWasChanged() {
    for (var owner : owners()) {
      var source = "undo-" + owner;
      var before = record(source, 1, "Før");
      var same = record(source, 2, "Samme");
      library.store.catalogue().putRecords(owner, List.of(before, same));
      var batch = begin(owner, source);
      write(batch, 0, record(source, 1, "Efter"), same, record(source, 3, "Ny"));
      // The same key once more, farther on in the file.
      write(batch, 3, record(source, 1, "Sidst"), record(source, 3, "Nyere"));
      batches.finish(batch);

      assertThat(batches.undo(batch, this::keep)).isEqualTo(new UndoCounts(1, 1));

      assertThat(kept).isEmpty();
      assertThat(library.store.catalogue().putRecords(owner, List.of(before, same)))
          .isEqualTo(new PutCounts(0, 0, 2));
      assertThat(library.store.catalogue().putRecords(owner, List.of(record(source, 3, "Ny"))))
          .isEqualTo(new PutCounts(1, 0, 0));
      assertThat(again(batch).state()).isEqualTo(State.UNDONE);
      assertThat(again(batch).undone()).isEqualTo(new UndoCounts(1, 1));
    }
  }

  @Test
  void recordThatALaterImportChangedStaysUntilThatOneIsUndone() {
    var first = begin(null, "later-1");
    write(first, 0, record("later", 1, "Første"), record("later", 2, "Anden"));
    batches.finish(first);
    var second = begin(null, "later-2");
    write(second, 0, record("later", 1, "Rettet"));
    batches.finish(second);

    assertThat(batches.undo(first, this::keep)).isEqualTo(new UndoCounts(0, 1));
    assertThat(kept)
        .containsExactly(
            "later:1 Import %d changed it later; undo that one first.".formatted(second.number()));

    kept.clear();
    assertThat(batches.undo(second, this::keep)).isEqualTo(new UndoCounts(1, 0));
    assertThat(batches.undo(first, this::keep)).isEqualTo(new UndoCounts(0, 1));
    assertThat(kept).isEmpty();
    assertThat(again(first).undone()).isEqualTo(new UndoCounts(0, 2));
    assertThat(count("later")).isZero();
  }

  @Test
  void addedRecordThatSomethingRefersToStays() {
    var batch = begin(null, "held");
    write(
        batch,
        0,
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> record("held", i, "Titel " + i))
            .toArray(CatalogueRecord[]::new));
    batches.finish(batch);
    library
        .store
        .itemRegister()
        .putItems(
            library.south,
            List.of(
                NewItem.plain("H1", new RecordKey("held", "7"), TestLibrary.MAIN, "book"),
                NewItem.plain("H2", new RecordKey("held", "20"), TestLibrary.MAIN, "book")));

    assertThat(batches.undo(batch, this::keep)).isEqualTo(new UndoCounts(0, 18));

    assertThat(kept)
        .containsExactlyInAnyOrder(
            "held:7 Something refers to it: an item, a hold or a record of a tenant.",
            "held:20 Something refers to it: an item, a hold or a record of a tenant.");
    assertThat(count("held")).isEqualTo(2);
    assertThat(library.store.inquiries().item(library.south, "H1")).isPresent();
  }

  @Test
  void undoingIsTheTenantsOwn() {
    var batch = begin(library.north, "own");
    write(batch, 0, record("own", 1, "Nord"));
    var theirs = begin(library.south, "own");
    write(theirs, 0, record("own", 1, "Syd"));

    assertThat(batches.find(library.south, batch.number())).isEmpty();
    assertThat(batches.undo(batch, this::keep)).isEqualTo(new UndoCounts(0, 1));
    assertThat(
            library.store.catalogue().putRecords(library.south, List.of(record("own", 1, "Syd"))))
        .isEqualTo(new PutCounts(0, 0, 1));
  }

  @Test
  void importWhoseEarlierVersionsAreForgottenIsNotUndone() {
    var before = record("forgotten", 1, "Før");
    library.store.catalogue().putRecords(library.north, List.of(before));
    var batch = begin(library.north, "forgotten");
    write(batch, 0, record("forgotten", 1, "Efter"));
    var running = begin(library.north, "running");
    batches.finish(batch);

    batches.forgetVersions(library.north, Duration.ofDays(1));
    assertThat(again(batch).keepsVersions()).isTrue();
    batches.forgetVersions(library.north, Duration.ofSeconds(-5));

    assertThat(again(batch).keepsVersions()).isFalse();
    assertThat(again(running).keepsVersions()).isTrue();
    assertThat(library.count(library.north, "select count(*) from local_import_earlier")).isZero();
    assertThatThrownBy(() -> batches.undo(batch, this::keep))
        .isInstanceOf(BatchTakenException.class);
  }

  private void keep(RecordKey key, String reason) {
    kept.add(key + " " + reason);
  }

  private static List<@Nullable TenantId> owners() {
    var owners = new ArrayList<@Nullable TenantId>();
    owners.add(null);
    owners.add(library.north);
    return owners;
  }

  private static ImportBatch begin(@Nullable TenantId tenant, String file) {
    return batches.begin(order(tenant, file));
  }

  private static Order order(@Nullable TenantId tenant, String file) {
    return new Order(tenant, "test", "/" + file, new FilePrint(1, "0".repeat(64)), "local", null);
  }

  private static PutCounts write(ImportBatch batch, int before, CatalogueRecord... records) {
    var after =
        new ImportTally(before + records.length, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING);
    return batches.write(
        batch, List.of(records), TestLibrary.recordJudge(), List.of(), before, after, List.of());
  }

  private static CatalogueRecord record(String source, int number, String title) {
    return TestLibrary.record(new RecordKey(source, Integer.toString(number)), title);
  }

  private static ImportBatch again(ImportBatch batch) {
    return batches.find(batch.order().tenant(), batch.number()).orElseThrow();
  }

  private static long count(String source) {
    return library.count(
        null, "select count(*) from common_record where source = '%s'".formatted(source));
  }
}
