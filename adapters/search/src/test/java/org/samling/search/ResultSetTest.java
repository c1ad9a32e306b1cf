package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.core.search.SortOrder.SortField.NUMBER;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.search.Cancellation;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SortOrder;
import org.samling.core.search.TestRecord;

class ResultSetTest {

  private static final int RECORDS = 3_500;

  /** A year, as "uuuu" where it is not known, and the record. */
  private record Dated(String year, int number) {}

  @TempDir private Path directory;

  private final List<Dated> dated = new ArrayList<>();

  @BeforeEach
  void makeYears() {
    var random = new Random(7);
    for (var i = 1; i <= RECORDS; i++) {
      dated.add(
          new Dated(
              random.nextInt(20) == 0 ? "uuuu" : Integer.toString(1990 + random.nextInt(36)), i));
    }
  }

  @Test
  void latestPublicationsComeFirstAndUndatedOnesLast() {
    try (var fixture = open();
        var found = fixture.catalogue.search(UNION, words(TITLE, "bog"))) {
      assertThat(found.count()).isEqualTo(RECORDS);
      assertThat(numbers(found.records(1, RECORDS))).isEqualTo(inOrder());
    }
  }

  @Test
  void anyPartIsReadInAnyOrder() {
    try (var fixture = open();
        var found = fixture.catalogue.search(UNION, words(TITLE, "bog"))) {
      var all = inOrder();
      assertThat(found.records(RECORDS - 4, 20))
          .as("the end, first of all")
          .hasSize(5)
          .isEqualTo(found.records(RECORDS - 4, 5));
      var random = new Random(8);
      for (var i = 0; i < 300; i++) {
        var from = 1 + random.nextInt(RECORDS);
        var number = random.nextInt(random.nextInt(10) == 0 ? 2_500 : 30);
        assertThat(numbers(found.records(from, number)))
            .isEqualTo(all.subList(from - 1, Math.min(RECORDS, from - 1 + number)));
      }
    }
  }

  @Test
  void sortedSetHasTheRecordsOfTheSetItCameFrom() {
    try (var fixture = open();
        var found = fixture.catalogue.search(UNION, words(TITLE, "bog"))) {
      fixture.records.put(TestRecord.titled(RECORDS + 1, "Bog").year("2030").present());
      fixture.catalogue.catchUp();
      try (var sorted = found.sorted(SortOrder.by(SortOrder.Key.ascending(NUMBER)))) {
        found.close();
        assertThat(numbers(sorted.records(1, RECORDS)))
            .isEqualTo(IntStream.rangeClosed(1, RECORDS).boxed().toList());
      }
    }
  }

  @Test
  void cancelledSearchEndsAndSoDoesWhatIsAskedOfItsResultSet() {
    try (var fixture = open();
        var found = fixture.catalogue.search(UNION, words(TITLE, "bog"))) {
      var cancellation = new Cancellation();
      assertThat(cancellation.during(() -> found.records(1, 1))).hasSize(1);
      cancellation.request();
      assertThatThrownBy(
              () -> cancellation.during(() -> fixture.catalogue.search(UNION, words(TITLE, "bog"))))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() ->
              cancellation.during(
                  () -> found.sorted(SortOrder.by(SortOrder.Key.ascending(NUMBER)))))
          .isInstanceOf(CancellationException.class);
      assertThat(found.records(1, 1)).as("without it").hasSize(1);
    }
  }

  @Test
  void resultSetStaysAsItWasWhileTheCatalogueChanges() {
    try (var fixture = open();
        var found = fixture.catalogue.search(UNION, words(TITLE, "bog"))) {
      var before = found.records(1_001, 20);
      for (var i = 1; i <= 2_000; i++) {
        fixture.records.put(
            i % 2 == 0 ? new Gone(TestRecord.id(i)) : TestRecord.titled(i, "Avis").present());
      }
      fixture.records.put(TestRecord.titled(9_999, "Bog").year("2030").present());
      fixture.catalogue.catchUp();

      assertThat(found.count()).isEqualTo(RECORDS);
      assertThat(numbers(found.records(1, RECORDS))).isEqualTo(inOrder());
      assertThat(found.records(1_001, 20)).isEqualTo(before);
      try (var now = fixture.catalogue.search(UNION, words(TITLE, "bog"))) {
        assertThat(now.count()).isEqualTo(RECORDS - 2_000 + 1);
        assertThat(numbers(now.records(1, 1))).containsExactly(9_999);
        var left = inOrder().stream().filter(n -> n > 2_000).toList();
        assertThat(numbers(now.records(2, RECORDS))).isEqualTo(left);
      }
    }
  }

  @Test
  void placesOutsideAreRefused() {
    try (var fixture =
            new CatalogueFixture(
                directory, TestRecord.titled(1, "Bog"), TestRecord.titled(2, "Bog"));
        var found = fixture.catalogue.search(UNION, words(ANY, "bog"));
        var none = fixture.catalogue.search(UNION, words(ANY, "avis"))) {
      assertThat(found.records(3, 5)).isEmpty();
      assertThat(found.records(1, 0)).isEmpty();
      assertThat(none.count()).isZero();
      assertThat(none.records(1, 5)).isEmpty();
      refuses(found, 0, "record 0 of 2");
      refuses(found, 4, "record 4 of 2");
      refuses(none, 2, "record 2 of 0");
      assertThatThrownBy(() -> found.records(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closedResultSetIsNotReadAndClosingItAgainDoesNothing() {
    try (var fixture = new CatalogueFixture(directory, TestRecord.titled(1, "Bog"))) {
      var found = fixture.catalogue.search(UNION, words(ANY, "bog"));
      found.close();
      found.close();
      assertThatThrownBy(() -> found.records(1, 1)).isInstanceOf(IllegalStateException.class);
      assertThat(fixture.find(words(ANY, "bog"))).containsExactly(1);
    }
  }

  @Test
  void resultSetIsReadAfterTheIndexWasClosed() {
    var fixture = new CatalogueFixture(directory, TestRecord.titled(1, "Bog"));
    try (var found = fixture.catalogue.search(UNION, words(ANY, "bog"))) {
      fixture.close();
      assertThat(numbers(found.records(1, 1))).containsExactly(1);
    }
  }

  private static void refuses(ResultSet found, long from, String message) {
    assertThatThrownBy(() -> found.records(from, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(message);
  }

  /** Writes the records in several pieces, so that there are several segments. */
  private CatalogueFixture open() {
    var fixture = new CatalogueFixture(directory);
    for (var piece = 0; piece < 7; piece++) {
      dated.subList(piece * 500, (piece + 1) * 500).stream()
          .map(d -> TestRecord.titled(d.number(), "Bog").year(d.year()).present())
          .forEach(fixture.records::put);
      fixture.catalogue.catchUp();
    }
    return fixture;
  }

  private List<Integer> inOrder() {
    return dated.stream()
        .sorted(
            Comparator.comparing((Dated d) -> d.year().replace("uuuu", "0000"))
                .reversed()
                .thenComparingInt(Dated::number))
        .map(Dated::number)
        .toList();
  }

  private static List<Integer> numbers(List<FoundRecord> refs) {
    return refs.stream().map(TestRecord::number).toList();
  }
}
