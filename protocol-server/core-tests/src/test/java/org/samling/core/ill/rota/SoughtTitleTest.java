package org.samling.core.ill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.ill.rota.HoldingsLookUp.Hit;
import org.samling.core.ill.rota.LookedUp.Match;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Term;
import org.samling.core.search.SearchField;

class SoughtTitleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sult                  |              |      | SULT.                          | Hamsun, Knut    | 1890  | TITLE
          Sult                  | Knut Hamsun  | 1890 | Sult                           | Hamsun, Knut    | 1890  | TITLE
          Sult                  | Hamsun, K.   |      | Sult                           | Hamsun, Knut    | 1890  | TITLE
          Sult                  | Hamsun, Knut |      | Sult                           | Blixen, Karen   | 1890  |
          Sult                  | Hamsun, Knut | 1890 | Sult                           | Hamsun, Knut    | 1957  |
          Sult                  | Hamsun, Knut | 1890 | Sult                           | Hamsun, Knut    |       | TITLE
          Sult                  | Hamsun, Knut | c1890. | Sult                         |                 | [1890] | TITLE
          Sult                  |              |      | Sult : roman                   |                 |       | TITLE
          Sult : en roman       |              |      | Sult                           |                 |       | TITLE
          Danmark : bind 1      |              |      | Danmark : bind 2               |                 |       |
          Sult                  |              |      | Sultens historie               |                 |       |
          Den lille Ane på Åen  |              |      | Den lille ane paa aaen         |                 |       | TITLE
          Vinter-eventyr        |              |      | Vinter eventyr                 |                 |       | TITLE
          """)
  void titleIsRecognisedByItsWordsItsAuthorAndItsYearAsFarAsTheyAreKnown(
      String title,
      @Nullable String author,
      @Nullable String year,
      String theirTitle,
      @Nullable String theirAuthor,
      @Nullable String theirYear,
      @Nullable Match expected) {
    var sought = new SoughtTitle(title, author, year, null, null, null);
    assertThat(sought.match(hit(theirTitle, theirAuthor, theirYear))).isEqualTo(expected);
  }

  private static Hit hit(
      String title, @Nullable String author, @Nullable String year, String... isbns) {
    return new Hit(
        new RecordKey("870970", "51234567"),
        new BriefRecord(title, author, year, List.of(isbns)),
        Set.of("01087599"),
        List.of());
  }

  @Test
  void numberIsRecognisedHoweverItIsWritten() {
    var hit = hit("x", null, null, "9788700000018");
    for (var isbn : List.of("9788700000018", "978-87-00-00001-8", "87-00-00001-2")) {
      assertThat(new SoughtTitle(null, null, null, isbn, null, null).match(hit))
          .as(isbn)
          .isEqualTo(Match.ISBN);
    }
    assertThat(new SoughtTitle(null, null, null, "9788700000025", null, null).match(hit)).isNull();
    assertThat(new SoughtTitle(null, null, null, null, "0108-7599", null).match(hit))
        .isEqualTo(Match.ISSN);
    for (var number : List.of("51234567", "870970:51234567")) {
      assertThat(new SoughtTitle(null, null, null, null, null, number).match(hit))
          .as(number)
          .isEqualTo(Match.NUMBER);
    }
  }

  @Test
  void numbersAreLookedForFirstAndTheTitleByItsMainWordsWithTheSurname() {
    assertThat(
            new SoughtTitle(
                    "Sult : roman", "Knut Hamsun", "1890", "9788700000018", null, "870970:51234567")
                .queries())
        .containsExactly(
            Term.words(SearchField.ISBN, "9788700000018"),
            Term.words(SearchField.NUMBER, "51234567"),
            new Query.And(
                Term.words(SearchField.TITLE, "Sult"), Term.words(SearchField.AUTHOR, "Hamsun")));
    assertThat(new SoughtTitle("Sult", null, null, null, null, null).queries())
        .containsExactly(Term.words(SearchField.TITLE, "Sult"));
    assertThat(new SoughtTitle("...", null, null, null, null, null).queries()).isEmpty();
  }
}
