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
import static org.samling.search.CatalogueFixture.truncated;
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
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.core.search.TestRecord;

class SearchedFieldsTest {

  private static final Set<SearchField> OF_WORDS =
      EnumSet.of(ANY, TITLE, PERSONAL_NAME, AUTHOR, SUBJECT, PUBLISHER);

  private static CatalogueFixture fixture;

  @BeforeAll
  static void index(@TempDir Path directory) {
    fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1)
                .year("1987")
                .field("010", "  ", "a", "kontrolnummer")
                .field("020", "  ", "a", "0-306-40615-2 (hft.)", "z", "9780804429573")
                .field("028", "02", "a", "KAT99", "b", "Plademærket")
                .field("035", "  ", "a", "systemnummer")
                .field("041", "0 ", "a", "sprogkode")
                .field("084", "  ", "a", "klassemærke")
                .field("100", "1 ", "a", "Myrdal, Karoline,", "d", "1901-1980", "e", "forfatter")
                .field("110", "2 ", "a", "Havnerådet.", "b", "Sekretariatet")
                .field("111", "2 ", "a", "Fyrmødet", "n", "(3.", "c", "Thisted)")
                .field("130", "4 ", "a", "Den uniforme")
                .field("222", " 0", "a", "Nøgletitel")
                .field("245", "14", "a", "Den grønne", "b", "undertitlen", "c", "ansvarshaveren")
                .field("246", "3 ", "a", "Varianten")
                .field(
                    "264",
                    " 1",
                    "a",
                    "Udgiversted",
                    "b",
                    "Forlaget Et",
                    "b",
                    "Forlaget To",
                    "c",
                    "1990")
                .field("490", "1 ", "a", "Rækken", "a", "Underrækken", "v", "7")
                .field("500", "  ", "a", "Noten", "0", "autoritetskoden", "u", "adressen")
                .field("505", "00", "t", "Første del", "r", "Delmageren", "t", "Anden del")
                .field(
                    "600",
                    "14",
                    "a",
                    "Omtalt, Person",
                    "t",
                    "Omtalt værk",
                    "x",
                    "Kritik",
                    "2",
                    "ordlisten")
                .field("650", " 4", "a", "Fyrtårne", "z", "Jylland")
                .field("653", "0 ", "a", "kystliv", "a", "havnebyer")
                .field("655", " 7", "a", "Kystromaner")
                .field(
                    "700",
                    "12",
                    "a",
                    "Medvirkende, Mads.",
                    "t",
                    "Medværket.",
                    "n",
                    "Nr. 4",
                    "w",
                    "postnummer")
                .field("710", "2 ", "a", "Broselskabet", "t", "Broens værk")
                .field("720", "  ", "a", "Ureguleret")
                .field("773", "0 ", "t", "Værtstidsskrift", "w", "værtsnummer")
                .field("780", "00", "t", "Forgængeren")
                .field("800", "1 ", "a", "Seriemager, S.", "t", "Serietitel", "v", "2")
                .field("880", "1 ", "6", "245-01/(N", "a", "Зелёный")
                .field("880", "1 ", "a", "Løsrevet"),
            TestRecord.of(2)
                .field("008", "  ", "a", "ikke et kontrolfelt")
                .field("022", "  ", "a", "0378-5955", "l", "2434-561X")
                .field("245", "10", "a", "Tidsskrift uden år")
                .field("260", "  ", "c", "cop. 12345, [2001]-2004"),
            TestRecord.titled(3, "Uden noget"));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          grønne,          TITLE
          undertitlen,     TITLE
          ansvarshaveren,  ''
          uniforme,        TITLE
          nøgletitel,      TITLE
          varianten,       TITLE
          underrækken,     TITLE
          første,          TITLE
          delmageren,      ''
          medværket,       TITLE
          forgængeren,     TITLE
          serietitel,      TITLE
          зеленый,         TITLE
          løsrevet,        ''
          værtstidsskrift, ''
          myrdal,          PERSONAL_NAME AUTHOR
          forfatter,       ''
          sekretariatet,   AUTHOR
          thisted,         AUTHOR
          medvirkende,     PERSONAL_NAME AUTHOR
          broselskabet,    AUTHOR
          broens,          TITLE
          ureguleret,      AUTHOR
          seriemager,      PERSONAL_NAME
          person,          PERSONAL_NAME SUBJECT
          kritik,          SUBJECT
          jylland,         SUBJECT
          havnebyer,       SUBJECT
          kystromaner,     SUBJECT
          et,              PUBLISHER
          plademærket,     PUBLISHER
          udgiversted,     ''
          noten,           ''
          klassemærke,     ''
          kat99,           ''
          9780306406157,   ''
          0306406152,      ''
          1987,            ''
          870970,          ''
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
    "kontrolnummer",
    "systemnummer",
    "sprogkode",
    "autoritetskoden",
    "adressen",
    "postnummer",
    "ordlisten",
    "værtsnummer"
  })
  void controlNumbersCodesAndAddressesAreNotSearched(String word) {
    assertThat(fixture.find(words(ANY, word))).isEmpty();
  }

  @Test
  void eachOccurrenceIsAValueOfItsOwn() {
    assertThat(fixture.find(phrase(PUBLISHER, "forlaget et"))).containsExactly(1);
    assertThat(fixture.find(phrase(PUBLISHER, "et forlaget"))).isEmpty();
    assertThat(fixture.find(phrase(SUBJECT, "kystliv havnebyer"))).isEmpty();
    assertThat(fixture.find(phrase(ANY, "kystliv havnebyer"))).as("one field").containsExactly(1);
    assertThat(fixture.find(phrase(ANY, "havnebyer kystromaner"))).isEmpty();
    assertThat(fixture.find(phrase(TITLE, "medværket nr 4"))).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0306406152, 1",
    "0-306-40615-2, 1",
    "978-0-306-40615-7, 1",
    "0 8044 2957 x, 1",
    "9780804429573, 1",
    "0306406153, 1",
    "030640615, ''"
  })
  void isbnIsFoundInEitherForm(String isbn, String found) {
    assertThat(fixture.find(words(ISBN, isbn)))
        .hasToString(found.isEmpty() ? "[]" : "[" + found + "]");
  }

  @Test
  void identifiersAreFoundByTheirBegin() {
    assertThat(fixture.find(truncated(ISBN, Truncation.RIGHT, "0-306-4"))).containsExactly(1);
    assertThat(fixture.find(truncated(ISBN, Truncation.RIGHT, "978-0-306"))).containsExactly(1);
    assertThat(fixture.find(truncated(ISBN, Truncation.LEFT, "06157"))).containsExactly(1);
    assertThat(fixture.find(truncated(ISBN, Truncation.BOTH, "0640615"))).containsExactly(1);
    assertThat(fixture.find(truncated(ISBN, Truncation.RIGHT, "306"))).isEmpty();
  }

  @Test
  void issnIsFoundWithAndWithoutHyphen() {
    assertThat(fixture.find(words(ISSN, "0378-5955"))).containsExactly(2);
    assertThat(fixture.find(words(ISSN, "2434561x"))).containsExactly(2);
    assertThat(fixture.find(words(ANY, "03785955"))).containsExactly(2);
    assertThat(fixture.find(words(ISBN, "0378-5955"))).isEmpty();
  }

  @Test
  void numberIsFoundWithAndWithoutItsSource() {
    assertThat(fixture.find(words(NUMBER, "5-2"))).containsExactly(2);
    assertThat(fixture.find(words(NUMBER, "52"))).containsExactly(2);
    assertThat(fixture.find(words(NUMBER, "870970:5-2"))).containsExactly(2);
    assertThat(fixture.find(words(NUMBER, "790900:5-2"))).isEmpty();
    assertThat(fixture.find(truncated(NUMBER, Truncation.RIGHT, "870970:")))
        .containsExactly(1, 2, 3);
  }

  @Test
  void yearIsThatOfThe008OrTheFirstThatIsWritten() {
    assertThat(fixture.find(year(Relation.EQUAL, "1987"))).containsExactly(1);
    assertThat(fixture.find(year(Relation.EQUAL, " 2001 "))).containsExactly(2);
    assertThat(fixture.find(year(Relation.EQUAL, "2004"))).isEmpty();
    assertThat(fixture.find(year(Relation.LESS, "1987"))).isEmpty();
    assertThat(fixture.find(year(Relation.LESS_OR_EQUAL, "1987"))).containsExactly(1);
    assertThat(fixture.find(year(Relation.GREATER, "1987"))).containsExactly(2);
    assertThat(fixture.find(year(Relation.GREATER_OR_EQUAL, "1987"))).containsExactly(1, 2);
    assertThat(fixture.find(year(Relation.LESS, "999999999")))
        .as("a record without a year has none to compare")
        .containsExactly(1, 2);
    assertThat(fixture.find(year(Relation.GREATER, "ukendt"))).isEmpty();
    assertThat(fixture.find(year(Relation.GREATER, "9999999999"))).isEmpty();
  }
}
