package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.StockCounts.Closing;
import org.samling.core.stock.StockCounts.Finding;
import org.samling.core.stock.StockCounts.Range;
import org.samling.core.stock.StockCounts.Result;
import org.samling.core.stock.StockCounts.Scan;

/** Shelves that are counted. */
class StockCountsTest {

  private final TestLibrary library = new TestLibrary();
  private final StockCounts counts = library.store.stockCounts();

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void whatWasReadIsHeldAgainstWhatShouldStandThere() {
    put("a", MAIN, "Voksen > Krimi", "Adler", ItemStatus.AVAILABLE);
    put("b", MAIN, "Voksen > Krimi", "Blædel", ItemStatus.AVAILABLE);
    put("c", MAIN, "Voksen > Krimi", "Christie", ItemStatus.AVAILABLE);
    put("d", MAIN, "Voksen > Skønlitteratur", "Dorph", ItemStatus.AVAILABLE);
    put("e", MAIN, "Voksen > Krimi", "Egholm", ItemStatus.MISSING);
    put("f", MAIN, "Voksen > Krimi", "Friis", ItemStatus.DISCARDED);
    put("g", MAIN, "Voksen > Krimi", "Gazan", ItemStatus.ON_ORDER);
    put("z", BRANCH, "Voksen > Krimi", "Aakeson", ItemStatus.AVAILABLE);
    library.submit(checkout(library.north, "A", "c"));
    var count = begin("Voksen > Krimi", null, null);

    assertThat(scan(count, "a", "c", "d", "e", "f", "g", "z", "nothing")).isEqualTo(8);

    assertThat(found(count))
        .containsExactly(
            "IN_PLACE a",
            "MISSING b",
            "MISPLACED z",
            "MISPLACED d",
            "ON_LOAN c",
            "FOUND_AGAIN e",
            "NOT_ON_SHELF g",
            "WITHDRAWN f",
            "UNKNOWN nothing");
  }

  @Test
  void rangeOfCallNumbersIsInTheOrderOfADanishShelf() {
    put("a", MAIN, "Krimi", "zola", ItemStatus.AVAILABLE);
    put("b", MAIN, "Krimi", "Ærbø", ItemStatus.AVAILABLE);
    put("c", MAIN, "Krimi", "Øbro", ItemStatus.AVAILABLE);
    put("d", MAIN, "Krimi", "Ågård", ItemStatus.AVAILABLE);
    put("e", MAIN, "Krimi", "Adler-Olsen", ItemStatus.AVAILABLE);

    assertThat(found(begin("Krimi", "Z", "Ø")))
        .containsExactly("MISSING a", "MISSING b", "MISSING c");
    assertThat(found(begin("Krimi", null, "adler"))).containsExactly("MISSING e");
  }

  @Test
  void placesBeneathACountedPlaceBelongToIt() {
    put("a", MAIN, "Børn", "A", ItemStatus.AVAILABLE);
    put("b", MAIN, "Børn > Billedbøger", "B", ItemStatus.AVAILABLE);
    put("c", MAIN, "Børnebibliotek", "C", ItemStatus.AVAILABLE);

    assertThat(found(begin("Børn", null, null))).containsExactly("MISSING a", "MISSING b");
  }

  @Test
  void whatMovedWhileTheCountWentOnIsNotMissing() {
    put("a", MAIN, "Krimi", "A", ItemStatus.AVAILABLE);
    put("b", MAIN, "Krimi", "B", ItemStatus.AVAILABLE);
    var count = begin("Krimi", null, null);
    library.submit(checkout(library.north, "A", "a"));
    library.submit(checkin(library.north, "a", MAIN));
    library.submit(checkout(library.north, "A", "b"));

    assertThat(found(count)).containsExactly("MOVED a");
  }

  @Test
  void countGoesOnAfterABreakAndReadsNothingTwice() {
    put("a", MAIN, "Krimi", "A", ItemStatus.AVAILABLE);
    put("b", MAIN, "Krimi", "B", ItemStatus.AVAILABLE);
    var count = begin("Krimi", null, null);
    assertThat(scan(count, "a", "a")).isEqualTo(1);
    try (var again =
        new PostgresStore(TestLibrary.settings(library.roles, 64), TestLibrary.keyring())) {
      assertThat(again.stockCounts().scan(library.north, count, scans("a", "b"))).hasValue(1);
    }

    assertThat(found(count)).containsExactly("IN_PLACE a", "IN_PLACE b");
    assertThat(counts.list(library.north, null, 10))
        .singleElement()
        .satisfies(c -> assertThat(c.scanned()).isEqualTo(2));
  }

  @Test
  void countThatHasEndedTakesNothingMore() {
    var count = begin("Krimi", null, null);
    var closing = new Closing(Instant.now(), "test", 0, 0);

    assertThat(counts.close(library.north, count, closing)).isTrue();
    assertThat(counts.close(library.north, count, closing)).isFalse();
    assertThat(counts.scan(library.north, count, scans("a"))).isEmpty();
    assertThat(counts.scan(library.north, UUID.randomUUID(), scans("a"))).isEmpty();
    assertThat(counts.scan(library.south, count, scans("a"))).isEmpty();
    assertThat(counts.count(library.south, count)).isEmpty();
  }

  @Test
  void itemOfWhichNotAllTagsWereReadIsIncomplete() {
    put("a", MAIN, "Krimi", "A", ItemStatus.AVAILABLE);
    put("b", MAIN, "Krimi", "B", ItemStatus.AVAILABLE);
    for (var item : List.of("a", "b")) {
      library.submit(
          new ItemCommand.RecordParts(
              origin(library.north, UUID.randomUUID(), MAIN), item, 3, List.of()));
    }
    var count = begin("Krimi", null, null);
    counts.scan(
        library.north, count, List.of(new Scan("a", 1), new Scan("a", 3), new Scan("b", 0)));

    assertThat(counts.results(library.north, count))
        .filteredOn(r -> r.finding() == Finding.INCOMPLETE)
        .singleElement()
        .satisfies(r -> {
          assertThat(r.barcode()).isEqualTo("a");
          assertThat(r.parts()).containsExactly(2);
        });
  }

  private void put(String barcode, String branch, String location, String call, ItemStatus status) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    barcode,
                    TITLE,
                    branch,
                    "book",
                    status,
                    ItemDetails.builder().location(location).callNumber(call).build())));
  }

  private UUID begin(String location, @Nullable String from, @Nullable String to) {
    // What was put just now stood there before.
    library.asSuperuser(
        "update item set created_at = now() - interval '1 hour', moved_at = now() - interval '1 hour'");
    return counts.begin(library.north, new Range(MAIN, location, from, to), "test");
  }

  private int scan(UUID count, String... barcodes) {
    return counts.scan(library.north, count, scans(barcodes)).orElseThrow();
  }

  private static List<Scan> scans(String... barcodes) {
    return Arrays.stream(barcodes).map(b -> new Scan(b, 0)).collect(Collectors.toList());
  }

  private List<String> found(UUID count) {
    return counts.results(library.north, count).stream()
        .map(StockCountsTest::line)
        .collect(Collectors.toList());
  }

  private static String line(Result result) {
    return result.finding() + " " + result.barcode();
  }
}
