package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.ISBN;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.ofTenant;
import static org.samling.search.CatalogueFixture.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.search.Query;
import org.samling.core.search.Ranking;
import org.samling.core.search.RecordRef;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.core.search.Suggestion;
import org.samling.core.search.TestRecord;

class RelevanceTest {

  @TempDir private Path directory;

  private static List<Integer> ranked(CatalogueFixture fixture, SearchScope scope, Query query) {
    try (var found = fixture.catalogue.search(scope, query, SortOrder.RELEVANCE)) {
      return found.records(1, 1_000).stream().map(TestRecord::number).toList();
    }
  }

  private static Query forms(String text) {
    return Query.Term.forms(ANY, text);
  }

  @Test
  void aTitleComesBeforeAnAuthorBeforeASubjectBeforeAnyOtherText() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Noget andet").field("500", "  ", "a", "Om fugle").year("2020"),
            TestRecord.titled(2, "Noget tredje").field("650", " 4", "a", "Fugle").year("2019"),
            TestRecord.titled(3, "Noget fjerde").field("100", "1 ", "a", "Fugle, Ib").year("2018"),
            TestRecord.titled(4, "Danske fugle og deres reder").year("1950"),
            TestRecord.titled(5, "Fugle").year("1940"))) {
      assertThat(ranked(fixture, UNION, words(ANY, "fugle"))).containsExactly(5, 4, 3, 2, 1);
    }
  }

  @Test
  void anExactWordComesBeforeAnotherSpellingBeforeAnInflectionBeforeACompound() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Moderkærlighed").year("2020"),
            TestRecord.titled(2, "Kærligheden").year("2019"),
            TestRecord.titled(3, "Kaerlighed").year("1930"),
            TestRecord.titled(4, "En moder").field("500", "  ", "a", "Om kærlighed"))) {
      assertThat(ranked(fixture, UNION, forms("kærlighed"))).containsExactly(4, 3, 2, 1);
    }
  }

  @Test
  void theNewerAndTheMoreHeldComesFirstWhereNothingElseTellsRecordsApart() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Krig og fred").year("1990").localTo(1),
            TestRecord.titled(2, "Krig og fred").year("2010").localTo(1),
            TestRecord.titled(3, "Krig og fred").year("2000").localTo(1),
            TestRecord.titled(4, "Krig og fred").year("2010").localTo(1).localTo(2).localTo(3),
            TestRecord.titled(5, "Om krig og fred i vore dage").year("2025").localTo(1))) {
      assertThat(ranked(fixture, ofTenant(1), forms("krig og fred")))
          .containsExactly(4, 2, 3, 1, 5);
    }
  }

  @Test
  void theOrderIsTheSameOnEveryPageOfEverySearch() {
    var records =
        IntStream.rangeClosed(1, 250)
            .mapToObj(
                i -> TestRecord.titled(i, "Krig i Danmark").year(i % 2 == 0 ? "2001" : "2002"))
            .toArray(TestRecord[]::new);
    try (var fixture = new CatalogueFixture(directory, records)) {
      var whole = ranked(fixture, UNION, forms("krig"));
      var paged = new ArrayList<Integer>();
      for (var from = 1; from <= 250; from += 30) {
        try (var found = fixture.catalogue.search(UNION, forms("krig"), SortOrder.RELEVANCE)) {
          found.records(from, 30).forEach(record -> paged.add(TestRecord.number(record)));
        }
      }
      assertThat(paged).isEqualTo(whole).hasSize(250);
      assertThat(whole.getFirst() % 2).isOne();
    }
  }

  @Test
  void explainTellsWhyARecordStandsWhereItStands() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Krig og fred").year("1990").localTo(1),
            TestRecord.titled(2, "Verdenskrigen").field("650", " 4", "a", "Verden").localTo(1),
            TestRecord.titled(3, "Krig").localTo(2))) {
      var first = explained(fixture, "krig", 1);
      assertThat(first.place()).isOne();
      assertThat(first.found()).isEqualTo(2);
      assertThat(first.parts().stream().map(Ranking.Part::reason))
          .startsWith(Ranking.Reason.ANSWERS_EXACTLY)
          .contains(Ranking.Reason.EXACT, Ranking.Reason.BEGINS_TITLE, Ranking.Reason.YEAR);
      var second = explained(fixture, "krig", 2);
      assertThat(second.place()).isEqualTo(2);
      assertThat(second.parts())
          .anySatisfy(part -> {
            assertThat(part.reason()).isEqualTo(Ranking.Reason.COMPOUND);
            assertThat(part.word()).isEqualTo("krig");
            assertThat(part.field()).isEqualTo(TITLE);
          });
      assertThat(second.score()).isPositive().isLessThan(first.score());
      assertThat(explain(fixture, "krig", 3)).isEmpty();
      assertThat(explain(fixture, "fred", 2)).isEmpty();
    }
  }

  private static java.util.Optional<Ranking> explain(
      CatalogueFixture fixture, String text, int number) {
    return fixture.catalogue.explain(
        ofTenant(1), forms(text), new RecordRef(TestRecord.id(number), null));
  }

  private static Ranking explained(CatalogueFixture fixture, String text, int number) {
    return explain(fixture, text, number).orElseThrow();
  }

  @Test
  void aMisspelledWordIsAnsweredByWordsOfTheTenantsOwnRecords() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Hobbitten på Ålborgvej").localTo(1),
            TestRecord.titled(2, "Hobbitton, et hemmeligt sted").localTo(2))) {
      assertThat(suggested(fixture, "hobiten")).containsExactly("hobbitten 1");
      assertThat(suggested(fixture, "på aalborgvaj")).startsWith("på ålborgvej 1");
      assertThat(suggested(fixture, "hemmeligt hobbitton")).isEmpty();
      assertThat(suggested(fixture, "hobbitten")).isEmpty();
    }
  }

  @Test
  void aSearchOfTooManyWordsIsAnsweredByOneWithout() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Krig og fred").localTo(1),
            TestRecord.titled(2, "Fred på jord").localTo(1),
            TestRecord.titled(3, "En jord").localTo(1))) {
      assertThat(suggested(fixture, "krig fred jord"))
          .containsExactly("fred jord 1", "krig fred 1");
    }
  }

  private static List<String> suggested(CatalogueFixture fixture, String typed) {
    return fixture.catalogue.suggest(ofTenant(1), forms(typed)).stream()
        .map(suggestion -> text(suggestion, typed))
        .toList();
  }

  private static String text(Suggestion suggestion, String typed) {
    return suggestion.in(typed) + " " + suggestion.count();
  }

  @ParameterizedTest
  @CsvSource({
    "9788711111116, 8711111110", "9788711111110, 9788711111116", "8711111111, 9788711111115",
    "9788711111117, 9788711111110", "8711111112, 8711111113", "9788711111117, 978-87-11-11111-0"
  })
  void anIsbnIsFoundWhateverItsCheckDigit(String written, String typed) {
    try (var fixture =
        new CatalogueFixture(directory, TestRecord.of(1).field("020", "  ", "a", written))) {
      assertThat(fixture.find(words(ISBN, typed))).containsExactly(1);
      assertThat(fixture.find(forms(typed))).containsExactly(1);
      assertThat(fixture.find(words(ISBN, "9788711111215"))).isEmpty();
    }
  }

  @Test
  void scanShowsTermsAsPeopleWriteThem() {
    try (var fixture =
        new CatalogueFixture(
            directory, TestRecord.titled(1, "Ꜳbenrꜳ"), TestRecord.titled(2, "Kirkegꜳrd"))) {
      assertThat(
              fixture.catalogue.scan(UNION, ScanRequest.of(TITLE, "", 0, 10)).from().stream()
                  .map(ScanTerm::display))
          .containsExactly("Kirkegaard", "Aabenraa");
    }
  }
}
