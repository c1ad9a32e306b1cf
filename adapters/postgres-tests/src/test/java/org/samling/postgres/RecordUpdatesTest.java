package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordUpdates;
import org.samling.core.catalogue.RecordUpdates.Condition;
import org.samling.core.catalogue.RecordUpdates.PutOutcome;
import org.samling.core.catalogue.RecordUpdates.RemoveOutcome;
import org.samling.core.catalogue.RecordUpdates.ReplaceOutcome;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;

/** Single records of a tenant's own that are put and taken away. */
class RecordUpdatesTest {

  private static TestLibrary library;
  private static RecordUpdates updates;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    updates = library.store.recordUpdates();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static PutOutcome put(RecordKey key, String title, Condition condition) {
    return updates.put(library.north, TestLibrary.record(key, title), condition);
  }

  @Test
  void recordIsPutOnlyWhereItIsNewOrThereAsWasAskedFor() {
    var key = new RecordKey("u", "1");
    assertThat(put(key, "A", Condition.THERE)).isEqualTo(PutOutcome.NOT_THERE);
    assertThat(put(key, "A", Condition.NEW)).isEqualTo(PutOutcome.ADDED);
    assertThat(put(key, "B", Condition.NEW)).isEqualTo(PutOutcome.THERE_ALREADY);
    assertThat(put(key, "A", Condition.EITHER)).isEqualTo(PutOutcome.UNCHANGED);
    assertThat(put(key, "B", Condition.THERE)).isEqualTo(PutOutcome.CHANGED);
    assertThat(library.count(library.north, "select count(*) from local_record where title = 'B'"))
        .isEqualTo(1);
  }

  @Test
  void versionIsReplacedOnlyWhereItIsStillThere() {
    var key = new RecordKey("u", "7");
    var first = TestLibrary.record(key, "X");
    var second = TestLibrary.record(key, "Y");
    var third = TestLibrary.record(key, "Z");
    assertThat(updates.replace(library.north, second, first.original()))
        .isEqualTo(ReplaceOutcome.NOT_THERE);
    put(key, "X", Condition.NEW);
    assertThat(updates.replace(library.south, second, first.original()))
        .isEqualTo(ReplaceOutcome.NOT_THERE);
    assertThat(updates.replace(library.north, second, first.original()))
        .isEqualTo(ReplaceOutcome.REPLACED);
    assertThat(updates.replace(library.north, third, first.original()))
        .isEqualTo(ReplaceOutcome.CHANGED_MEANWHILE);
    assertThat(updates.replace(library.north, second, second.original()))
        .isEqualTo(ReplaceOutcome.UNCHANGED);
    assertThat(
            library.count(
                library.north,
                "select count(*) from local_record where title = 'Y'"
                    + " and control_number = '7'"))
        .isEqualTo(1);
  }

  @Test
  void recordIsTheTenantsOwn() {
    var key = new RecordKey("u", "2");
    assertThat(put(key, "A", Condition.NEW)).isEqualTo(PutOutcome.ADDED);
    assertThat(updates.put(library.south, TestLibrary.record(key, "A"), Condition.NEW))
        .isEqualTo(PutOutcome.ADDED);
    assertThat(updates.remove(library.south, key)).isEqualTo(RemoveOutcome.REMOVED);
    assertThat(updates.remove(library.south, key)).isEqualTo(RemoveOutcome.NOT_THERE);
    assertThat(put(key, "A", Condition.THERE)).isEqualTo(PutOutcome.UNCHANGED);
  }

  @Test
  void recordWithAnItemStays() {
    var key = new RecordKey("u", "3");
    put(key, "A", Condition.NEW);
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    "u3", key, TestLibrary.MAIN, "book", ItemStatus.AVAILABLE, ItemDetails.NONE)));
    assertThat(updates.remove(library.north, key)).isEqualTo(RemoveOutcome.IN_USE);
    assertThat(put(key, "A", Condition.THERE)).isEqualTo(PutOutcome.UNCHANGED);
  }

  @Test
  void ofSeveralWhoPutANewRecordAtOnceOneDoes() throws InterruptedException {
    var key = new RecordKey("u", "4");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes =
          threads
              .invokeAll(
                  IntStream.range(0, 8)
                      .<Callable<PutOutcome>>mapToObj(i -> () -> put(key, "T" + i, Condition.NEW))
                      .toList())
              .stream()
              .map(f -> f.resultNow())
              .toList();
      assertThat(outcomes).containsOnlyOnce(PutOutcome.ADDED);
      assertThat(outcomes).filteredOn(o -> o == PutOutcome.THERE_ALREADY).hasSize(7);
    }
  }
}
