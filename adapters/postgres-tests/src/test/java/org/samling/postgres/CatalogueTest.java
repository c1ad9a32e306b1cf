package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.facts.ItemStatus;

/** Records and items as they are kept. */
class CatalogueTest {

  private static TestLibrary library;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void recordsAreMatchedByTheirKeyAndComparedByteForByte() {
    var catalogue = library.store.catalogue();
    var first = TestLibrary.record(new RecordKey("c", "1"), "Første");
    var second = TestLibrary.record(new RecordKey("c", "2"), "Anden");

    assertThat(catalogue.putRecords(null, List.of(first, second)))
        .isEqualTo(new PutCounts(2, 0, 0));
    assertThat(catalogue.putRecords(null, List.of(first, second)))
        .isEqualTo(new PutCounts(0, 0, 2));
    assertThat(
            catalogue.putRecords(
                null, List.of(first, TestLibrary.record(new RecordKey("c", "2"), "Anden udgave"))))
        .isEqualTo(new PutCounts(0, 1, 1));
    assertThat(library.count(null, "select count(*) from common_record where source = 'c'"))
        .isEqualTo(2);
  }

  @Test
  void lastOfSeveralRecordsWithOneKeyCounts() {
    var key = new RecordKey("d", "1");
    assertThat(
            library
                .store
                .catalogue()
                .putRecords(
                    null, List.of(TestLibrary.record(key, "A"), TestLibrary.record(key, "B"))))
        .isEqualTo(new PutCounts(1, 0, 1));
    assertThat(
            library.count(
                null, "select count(*) from common_record where source = 'd' and title = 'B'"))
        .isEqualTo(1);
  }

  @Test
  void numbersJustWrittenStandInNoListThatEachLookUpReads() {
    assertThat(
            library.count(
                null,
                """
                select count(*) from pg_class i join pg_am a on a.oid = i.relam
                where a.amname = 'gin' and i.relnamespace = 'samling'::regnamespace
                  and i.reloptions is distinct from '{fastupdate=off}'
                """))
        .isZero();
  }

  @Test
  void localRecordsBelongToTheirTenantAndCountMoreThanCommonOnes() {
    var key = new RecordKey("l", "1");
    library.store.catalogue().putRecords(null, List.of(TestLibrary.record(key, "Fælles")));
    library.store.catalogue().putRecords(library.north, List.of(TestLibrary.record(key, "Lokal")));
    var item = NewItem.plain("L1", key, TestLibrary.MAIN, "book");
    library.store.itemRegister().putItems(library.north, List.of(item));
    library.store.itemRegister().putItems(library.south, List.of(item));

    assertThat(library.store.inquiries().item(library.north, "L1").orElseThrow().item().title())
        .isEqualTo("Lokal");
    assertThat(library.store.inquiries().item(library.south, "L1").orElseThrow().item().title())
        .isEqualTo("Fælles");
  }

  @Test
  void itemsPutAgainKeepWhatCirculationMadeOfThem() {
    var key = TestLibrary.TITLE;
    var item = NewItem.plain("P1", key, TestLibrary.MAIN, "book");
    assertThat(library.store.itemRegister().putItems(library.north, List.of(item))).isEqualTo(1);
    library.submit(TestLibrary.checkout(library.north, "A", "P1"));

    assertThat(library.store.itemRegister().putItems(library.north, List.of(item))).isZero();
    assertThat(library.store.inquiries().item(library.north, "P1").orElseThrow().status())
        .isEqualTo(ItemStatus.ON_LOAN);
  }

  @Test
  void itemOfAnUnknownRecordIsRefusedAndNothingIsPut() {
    var good = NewItem.plain("U1", TestLibrary.TITLE, TestLibrary.MAIN, "book");
    var bad = NewItem.plain("U2", new RecordKey("u", "none"), TestLibrary.MAIN, "book");

    assertThatThrownBy(
            () -> library.store.itemRegister().putItems(library.north, List.of(good, bad)))
        .isInstanceOf(UnknownRecordException.class)
        .hasMessage("the record u:none of item U2 is not in the catalogue");
    assertThat(library.store.inquiries().item(library.north, "U1")).isEmpty();
  }
}
