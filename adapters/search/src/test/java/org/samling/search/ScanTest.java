package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.AUTHOR;
import static org.samling.core.search.SearchField.ISBN;
import static org.samling.core.search.SearchField.ISSN;
import static org.samling.core.search.SearchField.NUMBER;
import static org.samling.core.search.SearchField.PUBLISHER;
import static org.samling.core.search.SearchField.SUBJECT;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.core.search.SearchField.YEAR;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.ofTenant;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.TestRecord;

class ScanTest {

  @TempDir private Path directory;

  @Test
  void termsFileAsInTheDanishAlphabet() {
    var inOrder =
        List.of(
            "2000",
            "A bog",
            "Abe",
            "Edda",
            "Édouard",
            "Muller",
            "Zebra",
            "Ære",
            "Ørn",
            "Aakirke",
            "Åkirkeby",
            "Ålborg");
    try (var fixture =
        new CatalogueFixture(
            directory,
            IntStream.range(0, inOrder.size())
                .mapToObj(i -> TestRecord.titled(1 + (i * 7) % inOrder.size(), inOrder.get(i)))
                .toArray(TestRecord[]::new))) {
      assertThat(displays(fixture, TITLE, "", 0, 100)).isEqualTo(inOrder);
      assertThat(displays(fixture, TITLE, "ØRN", 2, 2))
          .containsExactly("Zebra", "Ære", "Ørn", "Aakirke");
      assertThat(displays(fixture, TITLE, "øst", 1, 1)).containsExactly("Ørn", "Aakirke");
      assertThat(displays(fixture, TITLE, "ålborg", 0, 5)).containsExactly("Ålborg");
      assertThat(displays(fixture, TITLE, "aalborg", 0, 5)).containsExactly("Ålborg");
      assertThat(displays(fixture, TITLE, "海", 1, 5)).containsExactly("Ålborg");
      assertThat(displays(fixture, TITLE, "0", 5, 1)).containsExactly("2000");
    }
  }

  @Test
  void valuesWithTheSameWordsAreOneTermShownAsMostRecordsWriteIt() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1).field("245", "14", "a", "Den Grå hest /"),
            TestRecord.of(2).field("245", "10", "a", "\u0098Den\u009C grå hest"),
            TestRecord.of(3).field("245", "10", "a", "Grå hest :", "b", "roman"),
            TestRecord.of(4).field("245", "10", "a", "Grå hest"),
            TestRecord.of(5).field("245", "10", "a", "Den graa hest"))) {
      assertThat(scan(fixture, UNION, TITLE, "", 0, 10))
          .containsExactly(
              new ScanTerm("den graa hest", "Den graa hest", 1),
              new ScanTerm("graa hest", "Grå hest", 4),
              new ScanTerm("graa hest roman", "Grå hest : roman", 1));
    }
  }

  @Test
  void everyFieldIsListed() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1)
                .year("987 ")
                .field("020", "  ", "a", "0-306-40615-2")
                .field("022", "  ", "a", "0105-8517")
                .field("100", "1 ", "a", "Dam, Ida,", "d", "1900-1980")
                .field("245", "10", "a", "Åen og aaen og \u00e5s")
                .field("264", " 1", "b", "Forlaget Å :", "c", "987")
                .field("650", " 4", "a", "Åer", "x", "Jylland"),
            TestRecord.titled(2, "Aen").year("1987"))) {
      assertThat(displays(fixture, AUTHOR, "", 0, 10))
          .containsExactly("Dam, Ida", "Dam, Ida, 1900-1980");
      assertThat(displays(fixture, SearchField.PERSONAL_NAME, "", 0, 10)).hasSize(2);
      assertThat(displays(fixture, SUBJECT, "", 0, 10)).containsExactly("Åer", "Åer Jylland");
      assertThat(displays(fixture, PUBLISHER, "", 0, 10)).containsExactly("Forlaget Å");
      assertThat(displays(fixture, ISBN, "", 0, 10)).containsExactly("0306406152", "9780306406157");
      assertThat(displays(fixture, ISBN, "978-0", 1, 1))
          .containsExactly("0306406152", "9780306406157");
      assertThat(displays(fixture, ISSN, "", 0, 10)).containsExactly("01058517");
      assertThat(displays(fixture, NUMBER, "", 0, 10))
          .containsExactly("51", "52", "870970:51", "870970:52");
      assertThat(displays(fixture, YEAR, "", 0, 10)).containsExactly("1987");
      assertThat(displays(fixture, YEAR, "99", 0, 1)).containsExactly("1987");
      assertThat(displays(fixture, ANY, "og", 1, 5))
          .containsExactly("jylland", "og", "aa", "aaen", "aaer", "aas");
    }
  }

  /** What a scan found to be nothing of a small library's is passed over by the next one. */
  @Test
  void scansOfAFewRecordsAmongManyFindTheSameEachTime() {
    var own = List.of(3, 4, 2_000, 4_990);
    var records =
        IntStream.rangeClosed(1, 5_000)
            .mapToObj(number -> {
              var record = TestRecord.titled(number, "Bog %04d".formatted(number));
              return own.contains(number) ? record.ownedBy(1) : record.ownedBy(2);
            })
            .toArray(TestRecord[]::new);
    try (var fixture = new CatalogueFixture(directory, records)) {
      var titles = own.stream().map("Bog %04d"::formatted).toList();
      var places = List.of("", "bog 0003", "bog 0004", "bog 1000", "bog 2000", "bog 4000", "bog 5");
      for (var round = 0; round < 3; round++) {
        for (var place : places) {
          var after = (int) titles.stream().filter(title -> less(title, place)).count();
          assertThat(displays(fixture, ofTenant(1), TITLE, place, 9, 9)).isEqualTo(titles);
          assertThat(displays(fixture, ofTenant(1), TITLE, place, 1, 1))
              .isEqualTo(
                  titles.subList(Math.max(0, after - 1), Math.min(after + 1, titles.size())));
        }
        assertThat(displays(fixture, ofTenant(2), TITLE, "bog 1999", 1, 2))
            .containsExactly("Bog 1998", "Bog 1999", "Bog 2001");
      }

      fixture.records.put(TestRecord.titled(5_001, "Bog 3000").ownedBy(1).present());
      fixture.catalogue.catchUp();
      assertThat(displays(fixture, ofTenant(1), TITLE, "bog 3000", 1, 2))
          .containsExactly("Bog 2000", "Bog 3000", "Bog 4990");
    }
  }

  private static boolean less(String title, String place) {
    return title.toLowerCase(Locale.ROOT).compareTo(place) < 0;
  }

  @Test
  void countsAreOfTheScopeAndTermsThatNoneOfItsRecordsHasAreNotThere() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Bog").localTo(1),
            TestRecord.titled(2, "Bog").localTo(2),
            TestRecord.titled(3, "Avis").localTo(2),
            TestRecord.titled(4, "Film").ownedBy(1),
            TestRecord.titled(5, "Plade").ownedBy(2))) {
      assertThat(scan(fixture, ofTenant(1), TITLE, "bog", 5, 5))
          .containsExactly(new ScanTerm("bog", "Bog", 1), new ScanTerm("film", "Film", 1));
      assertThat(scan(fixture, UNION, TITLE, "bog", 5, 5))
          .containsExactly(new ScanTerm("avis", "Avis", 1), new ScanTerm("bog", "Bog", 2));
      assertThat(displays(fixture, ofTenant(3), TITLE, "", 0, 5)).isEmpty();

      fixture.records.put(
          new Gone(TestRecord.id(3)), TestRecord.titled(1, "Blad").localTo(1).present());
      fixture.catalogue.catchUp();
      assertThat(scan(fixture, UNION, TITLE, "", 0, 5))
          .containsExactly(new ScanTerm("blad", "Blad", 1), new ScanTerm("bog", "Bog", 1));
    }
  }

  @Test
  void stepPassesOverTermsInBothDirections() {
    var titles = IntStream.range(100, 1_000).mapToObj(Integer::toString).toList();
    try (var fixture =
        new CatalogueFixture(
            directory,
            titles.stream()
                .map(title -> TestRecord.titled(Integer.parseInt(title), title))
                .toArray(TestRecord[]::new))) {
      assertThat(displays(fixture, TITLE, "500", 400, 500)).isEqualTo(titles);
      var result = fixture.catalogue.scan(UNION, new ScanRequest(TITLE, "5", 4, 3, 99));
      assertThat(result.before())
          .extracting(ScanTerm::display)
          .containsExactly("100", "200", "300", "400");
      assertThat(result.from()).extracting(ScanTerm::display).containsExactly("500", "600", "700");
    }
  }

  @Test
  void requestsHaveLimits() {
    assertThatThrownBy(() -> ScanRequest.of(TITLE, "a", 1, ScanRequest.MAX_TERMS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScanRequest.of(TITLE, "a", -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScanRequest(TITLE, "a", 1, 1, ScanRequest.MAX_STEP + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScanRequest.of(TITLE, "a".repeat(1_001), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> displays(
      CatalogueFixture fixture, SearchField field, String start, int before, int number) {
    return displays(fixture, UNION, field, start, before, number);
  }

  private static List<String> displays(
      CatalogueFixture fixture,
      SearchScope scope,
      SearchField field,
      String start,
      int before,
      int number) {
    return scan(fixture, scope, field, start, before, number).stream()
        .map(ScanTerm::display)
        .toList();
  }

  private static List<ScanTerm> scan(
      CatalogueFixture fixture,
      SearchScope scope,
      SearchField field,
      String start,
      int before,
      int number) {
    var result = fixture.catalogue.scan(scope, ScanRequest.of(field, start, before, number));
    return Stream.concat(result.before().stream(), result.from().stream()).toList();
  }
}
