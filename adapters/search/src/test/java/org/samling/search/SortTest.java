package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.NUMBER;
import static org.samling.core.search.SortOrder.Key.ascending;
import static org.samling.core.search.SortOrder.Key.descending;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.truncated;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.Direction;
import org.samling.core.search.SortOrder.Missing;
import org.samling.core.search.SortOrder.SortField;
import org.samling.core.search.TestRecord;

class SortTest {

  private static final Query ALL = truncated(NUMBER, Truncation.RIGHT, "5");

  @TempDir private Path directory;

  @Test
  void titlesFileInDanishAndWithoutTheirArticle() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Ål"),
            TestRecord.of(2).field("245", "13", "a", "En zebra"),
            TestRecord.titled(3, "ærter"),
            TestRecord.titled(4, "Aabenraa"),
            TestRecord.titled(5, "Øl"),
            TestRecord.titled(6, "abe"),
            TestRecord.of(7).field("245", "10", "a", "Abe :", "b", "roman"),
            TestRecord.titled(8, "10 små"))) {
      assertThat(sorted(fixture, ascending(SortField.TITLE)))
          .containsExactly(8, 6, 7, 2, 3, 5, 4, 1);
      assertThat(sorted(fixture, descending(SortField.TITLE)))
          .containsExactly(1, 4, 5, 3, 2, 7, 6, 8);
    }
  }

  @Test
  void furtherKeysTellApartWhatTheFirstDoesNot() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            by(1, "Dam, Ida", "Bog", "2001"),
            by(2, "Dam, Ida", "Avis", "1999"),
            by(3, "dam ida", "Avis", "2005"),
            by(4, "Ask, Per", "Bog", "1990"),
            by(5, "Ask, Per", "Bog", "2010"))) {
      var author = ascending(SortField.AUTHOR);
      assertThat(sorted(fixture, author, ascending(SortField.TITLE), ascending(SortField.YEAR)))
          .containsExactly(4, 5, 2, 3, 1);
      assertThat(sorted(fixture, author, descending(SortField.YEAR)))
          .containsExactly(5, 4, 3, 1, 2);
      assertThat(sorted(fixture, author)).as("the latest first").containsExactly(5, 4, 3, 1, 2);
      assertThat(sorted(fixture)).containsExactly(5, 3, 1, 2, 4);
    }
  }

  @Test
  void numbersCountAsNumbers() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(10, "a"),
            TestRecord.titled(9, "a"),
            TestRecord.titled(100, "a"))) {
      assertThat(sorted(fixture, ascending(SortField.NUMBER))).containsExactly(9, 10, 100);
      assertThat(sorted(fixture, descending(SortField.NUMBER))).containsExactly(100, 10, 9);
    }
  }

  @Test
  void recordsWithoutAValueComeWhereTheKeySays() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            by(1, "Dam, Ida", "Bog", "2001"),
            TestRecord.titled(2, "Avis"),
            by(3, "Ask, Per", "Bog", "1990"))) {
      for (var field : List.of(SortField.AUTHOR, SortField.YEAR)) {
        assertThat(sorted(fixture, new SortOrder.Key(field, Direction.ASCENDING, Missing.LOWEST)))
            .containsExactly(2, 3, 1);
        assertThat(sorted(fixture, new SortOrder.Key(field, Direction.DESCENDING, Missing.LOWEST)))
            .containsExactly(1, 3, 2);
        assertThat(sorted(fixture, new SortOrder.Key(field, Direction.ASCENDING, Missing.HIGHEST)))
            .containsExactly(3, 1, 2);
        assertThat(sorted(fixture, new SortOrder.Key(field, Direction.DESCENDING, Missing.HIGHEST)))
            .containsExactly(2, 1, 3);
        assertThatThrownBy(() ->
                sorted(fixture, new SortOrder.Key(field, Direction.ASCENDING, Missing.REFUSED)))
            .isInstanceOfSatisfying(
                SearchException.class,
                e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.MISSING_VALUE));
      }
      assertThat(
              sorted(
                  fixture,
                  new SortOrder.Key(SortField.TITLE, Direction.ASCENDING, Missing.REFUSED)))
          .hasSize(3);
    }
  }

  @Test
  void orderStaysAsItWasWhileTheCatalogueChanges() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            IntStream.rangeClosed(1, 3_000)
                .mapToObj(i -> TestRecord.titled(i, "titel " + (i * 7_919) % 3_000))
                .toArray(TestRecord[]::new))) {
      try (var found =
          fixture.catalogue.search(UNION, ALL, SortOrder.by(ascending(SortField.TITLE)))) {
        var last = found.records(2_990, 11);
        for (var i = 1; i <= 2_000; i++) {
          fixture.records.put(
              i % 2 == 0 ? new Gone(TestRecord.id(i)) : TestRecord.titled(i, "0").present());
        }
        fixture.catalogue.catchUp();
        assertThat(found.count()).isEqualTo(3_000);
        assertThat(found.records(2_990, 11)).isEqualTo(last);
        assertThat(found.records(1, 3_000)).doesNotHaveDuplicates().hasSize(3_000);
      }
      assertThat(sorted(fixture, ascending(SortField.TITLE))).startsWith(1, 3, 5).hasSize(2_000);
    }
  }

  @Test
  void orderHasALimitedNumberOfKeys() {
    assertThatThrownBy(
            () -> new SortOrder(java.util.Collections.nCopies(9, ascending(SortField.TITLE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8");
  }

  private static TestRecord by(int number, String author, String title, String year) {
    return TestRecord.of(number)
        .year(year)
        .field("100", "1 ", "a", author)
        .field("245", "10", "a", title);
  }

  private static List<Integer> sorted(CatalogueFixture fixture, SortOrder.Key... keys) {
    try (var found = fixture.catalogue.search(UNION, ALL, SortOrder.by(keys))) {
      return found.records(1, Integer.MAX_VALUE).stream().map(TestRecord::number).toList();
    }
  }
}
