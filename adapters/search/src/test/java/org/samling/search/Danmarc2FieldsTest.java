package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.AUTHOR;
import static org.samling.core.search.SearchField.ISBN;
import static org.samling.core.search.SearchField.ISSN;
import static org.samling.core.search.SearchField.NUMBER;
import static org.samling.core.search.SearchField.PERSONAL_NAME;
import static org.samling.core.search.SearchField.PUBLISHER;
import static org.samling.core.search.SearchField.SUBJECT;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.phrase;
import static org.samling.search.CatalogueFixture.words;
import static org.samling.search.CatalogueFixture.year;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.core.search.TestRecord;

class Danmarc2FieldsTest {

  private static final Set<SearchField> OF_WORDS =
      EnumSet.of(ANY, TITLE, PERSONAL_NAME, AUTHOR, SUBJECT, PUBLISHER);

  private static CatalogueFixture fixture;

  @BeforeAll
  static void index(@TempDir Path directory) {
    fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1)
                .in(MarcFormat.DANMARC2)
                .field("001", "00", "a", "20000001", "b", "870970", "f", "a")
                .field("004", "00", "r", "n", "a", "b")
                .field("008", "00", "a", "1987", "l", "sprogkode")
                .field("014", "00", "a", "hovednummer")
                .field("021", "00", "e", "9780306406157", "x", "9780804429573", "c", "indbundet")
                .field("022", "00", "a", "0378-5955")
                .field("032", "00", "x", "ugekode")
                .field("096", "00", "z", "ejernummer", "u", "udlånes")
                .field("100", "00", "a", "Myrdal", "h", "Karoline", "4", "aut")
                .field("110", "00", "a", "Havnerådet", "c", "Sekretariatet")
                .field("241", "00", "a", "\u0098The \u009Coriginal")
                .field(
                    "245",
                    "00",
                    "a",
                    "\u0098Den \u009Cgrønne",
                    "c",
                    "undertitlen",
                    "e",
                    "ansvaret",
                    "g",
                    "niende")
                .field("260", "00", "a", "Udgiversted", "b", "Forlaget", "c", "1990")
                .field("440", "00", "&", "styretegn", "ø", "Afdelingen", "æ", "Rækken")
                .field("512", "00", "a", "Noten", "u", "adressen")
                .field("538", "00", "f", "Plademærket")
                .field("600", "00", "a", "Omtalt", "h", "Person")
                .field("652", "00", "n", "99.4", "a", "Omskreven", "h", "Olga")
                .field("666", "00", "0", "", "s", "fyrtårne", "e", "Jylland")
                .field(
                    "700",
                    "00",
                    "a",
                    "Medvirkende",
                    "t",
                    "\u0098Et \u009Cmedværk",
                    "w",
                    "henvisning")
                .field(
                    "795",
                    "00",
                    "å",
                    "spornummer",
                    "a",
                    "Første spor",
                    "a",
                    "\u0098The \u009Csecond")
                .field("900", "00", "a", "Pseudonymet")
                .field("996", "00", "a", "ejerkode")
                .field("d08", "00", "a", "lokalkode"));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          grønne,       TITLE
          undertitlen,  TITLE
          niende,       TITLE
          ansvaret,     ''
          original,     TITLE
          afdelingen,   TITLE
          rækken,       TITLE
          medværk,      TITLE
          second,       TITLE
          myrdal,       PERSONAL_NAME AUTHOR
          karoline,     PERSONAL_NAME AUTHOR
          sekretariatet, AUTHOR
          medvirkende,  PERSONAL_NAME AUTHOR
          pseudonymet,  PERSONAL_NAME AUTHOR
          person,       PERSONAL_NAME SUBJECT
          omskreven,    PERSONAL_NAME SUBJECT
          fyrtårne,     SUBJECT
          jylland,      SUBJECT
          forlaget,     PUBLISHER
          plademærket,  PUBLISHER
          udgiversted,  ''
          noten,        ''
          1987,         ''
          """)
  void wordIsFoundInItsFieldsAndInAny(String word, String fields) {
    var expected = EnumSet.of(ANY);
    for (var field : fields.isEmpty() ? new String[0] : fields.split(" ", -1)) {
      expected.add(SearchField.valueOf(field));
    }
    for (var field : OF_WORDS) {
      assertThat(fixture.find(words(field, word)).contains(1))
          .as("%s in %s", word, field)
          .isEqualTo(expected.contains(field));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sprogkode",
    "hovednummer",
    "indbundet",
    "ugekode",
    "ejernummer",
    "styretegn",
    "adressen",
    "henvisning",
    "spornummer",
    "ejerkode",
    "lokalkode",
    "aut"
  })
  void codesNumbersAndAddressesAreNotSearched(String word) {
    assertThat(fixture.find(words(ANY, word))).isEmpty();
  }

  @Test
  void titleBeginsWithItsArticleAndAfterTheFilingMark() {
    for (var begin : new String[] {"den grønne", "grønne", "the second", "second", "medværk"}) {
      assertThat(fixture.find(phrase(TITLE, Anchor.FIELD_START, Truncation.NONE, begin)))
          .as(begin)
          .containsExactly(1);
    }
    assertThat(fixture.find(phrase(TITLE, Anchor.WHOLE_FIELD, Truncation.NONE, "grønne")))
        .containsExactly(1);
  }

  @Test
  void numbersAndYearAreFound() {
    assertThat(fixture.find(words(ISBN, "0-306-40615-2"))).containsExactly(1);
    assertThat(fixture.find(words(ISBN, "9780804429573"))).containsExactly(1);
    assertThat(fixture.find(words(ISSN, "03785955"))).containsExactly(1);
    assertThat(fixture.find(words(NUMBER, "870970:5-1"))).containsExactly(1);
    assertThat(fixture.find(year(Relation.EQUAL, "1987"))).containsExactly(1);
    assertThat(fixture.find(year(Relation.EQUAL, "1990"))).isEmpty();
  }
}
