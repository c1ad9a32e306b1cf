package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.AUTHOR;
import static org.samling.core.search.SearchField.PERSONAL_NAME;
import static org.samling.core.search.SearchField.SUBJECT;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.ofTenant;
import static org.samling.search.CatalogueFixture.phrase;
import static org.samling.search.CatalogueFixture.truncated;
import static org.samling.search.CatalogueFixture.union;
import static org.samling.search.CatalogueFixture.words;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.ScanTerm.Reference;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.TestRecord;

class AuthoritiesTest {

  @TempDir private Path directory;

  private CatalogueFixture library() {
    return new CatalogueFixture(
        directory,
        TestRecord.of(1)
            .localTo(1)
            .field("100", "1 ", "a", "Holm, Ida,", "d", "1900-1980.")
            .field("245", "10", "a", "Havet"),
        TestRecord.of(2)
            .localTo(2)
            .field("245", "10", "a", "Bjerget")
            .field("700", "1 ", "a", "Holm, Ida,", "d", "1900-1980", "e", "forfatter"),
        TestRecord.of(3).field("100", "1 ", "a", "Vind, Per").field("245", "10", "a", "Skoven"),
        TestRecord.of(4).field("245", "10", "a", "Byen").field("650", " 4", "a", "Automobiler"),
        TestRecord.of(11)
            .authority()
            .field("100", "1 ", "a", "Holm, Ida,", "d", "1900-1980")
            .field("400", "1 ", "a", "Vestermark, Anton")
            .field("400", "1 ", "a", "Holm, I.", "t", "Et værk")
            .field("500", "1 ", "a", "Vind, Per")
            .field("500", "1 ", "a", "Ukendt, Ulla"),
        TestRecord.of(12)
            .authority()
            .field("150", "  ", "a", "Automobiler")
            .field("450", "  ", "a", "Biler")
            .field("550", "  ", "a", "Cykler"),
        TestRecord.of(13)
            .authority()
            .field("150", "  ", "a", "Cykler")
            .field("450", "  ", "a", "Tohjulere"));
  }

  @Test
  void searchForAFormThatIsNotUsedFindsWhatIsUnderTheHeading() {
    try (var fixture = library()) {
      for (var field : List.of(AUTHOR, PERSONAL_NAME, ANY)) {
        assertThat(fixture.find(words(field, "anton vestermark"))).containsExactly(1, 2);
        assertThat(fixture.find(truncated(field, Truncation.RIGHT, "vesterm")))
            .containsExactly(1, 2);
        assertThat(fixture.find(phrase(field, "vestermark anton"))).containsExactly(1, 2);
        assertThat(fixture.find(phrase(field, "anton vestermark"))).isEmpty();
      }
      assertThat(
              fixture.find(
                  phrase(AUTHOR, Anchor.WHOLE_FIELD, Truncation.NONE, "Vestermark, Anton")))
          .containsExactly(1, 2);
      assertThat(fixture.find(words(TITLE, "vestermark"))).isEmpty();
      assertThat(fixture.find(words(SUBJECT, "biler"))).containsExactly(4);
      assertThat(fixture.find(words(ANY, "biler"))).containsExactly(4);
      assertThat(fixture.find(new Query.AndNot(words(AUTHOR, "holm"), words(AUTHOR, "vestermark"))))
          .isEmpty();
      assertThat(fixture.find(words(ANY, "vestermark havet")))
          .as("one form has all words of a term, or none of them")
          .isEmpty();
      assertThat(fixture.find(new Query.And(words(ANY, "vestermark"), words(ANY, "havet"))))
          .containsExactly(1);
    }
  }

  @Test
  void authorityRecordsAreNotFoundThemselves() {
    try (var fixture = library()) {
      assertThat(fixture.find(truncated(SearchField.NUMBER, Truncation.RIGHT, "5")))
          .containsExactly(1, 2, 3, 4);
      assertThat(fixture.find(words(SUBJECT, "cykler"))).isEmpty();
    }
  }

  @Test
  void authorityRecordsAreFoundListedAndSortedWhereTheyAreSearched() {
    var scope = new SearchScope.Authorities(UNION);
    try (var fixture = library()) {
      assertThat(fixture.find(scope, words(AUTHOR, "holm"))).containsExactly(11);
      assertThat(fixture.find(scope, words(PERSONAL_NAME, "vestermark"))).containsExactly(11);
      assertThat(fixture.find(scope, words(ANY, "cykler"))).containsExactlyInAnyOrder(12, 13);
      assertThat(fixture.find(scope, words(TITLE, "havet"))).isEmpty();
      assertThat(fixture.find(scope, truncated(SearchField.NUMBER, Truncation.RIGHT, "5")))
          .hasSize(3);
      assertThat(scan(fixture, scope, SUBJECT))
          .extracting(ScanTerm::display)
          .contains("Automobiler", "Biler", "Cykler", "Tohjulere");
    }
  }

  @Test
  void scanLeadsToTheHeadingAndTellsRelatedOnes() {
    try (var fixture = library()) {
      var heading = new Reference("holm ida 1900 1980", "Holm, Ida, 1900-1980", 2);
      assertThat(scan(fixture, UNION, AUTHOR))
          .containsExactly(
              new ScanTerm("holm ida", "Holm, Ida", 2),
              new ScanTerm(
                  "holm ida 1900 1980",
                  "Holm, Ida, 1900-1980",
                  2,
                  List.of(),
                  List.of(new Reference("vind per", "Vind, Per", 1))),
              new ScanTerm("vestermark anton", "Vestermark, Anton", 0, List.of(heading), List.of()),
              new ScanTerm("vind per", "Vind, Per", 1));
      assertThat(scan(fixture, UNION, SUBJECT))
          .as("nothing leads to what no record has")
          .containsExactly(
              new ScanTerm("automobiler", "Automobiler", 1),
              new ScanTerm(
                  "biler",
                  "Biler",
                  0,
                  List.of(new Reference("automobiler", "Automobiler", 1)),
                  List.of()));
      assertThat(scan(fixture, ofTenant(1), AUTHOR))
          .extracting(ScanTerm::display, ScanTerm::count)
          .contains(org.assertj.core.groups.Tuple.tuple("Vestermark, Anton", 0L));
      assertThat(scan(fixture, ofTenant(3), AUTHOR)).isEmpty();
      assertThat(fixture.catalogue.scan(UNION, new ScanRequest(SUBJECT, "c", 1, 1, 0)))
          .satisfies(result -> {
            assertThat(result.before()).extracting(ScanTerm::display).containsExactly("Biler");
            assertThat(result.from()).isEmpty();
          });
    }
  }

  @Test
  void authorityRecordsOfATenantCountInItsCatalogueOnly() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Byen")
                .localTo(1)
                .localTo(2)
                .field("650", " 4", "a", "Automobiler"),
            TestRecord.of(2)
                .ownedBy(1)
                .authority()
                .field("150", "  ", "a", "Automobiler")
                .field("450", "  ", "a", "Biler"))) {
      assertThat(fixture.find(ofTenant(1), words(SUBJECT, "biler"))).containsExactly(1);
      assertThat(fixture.find(union(1), words(SUBJECT, "biler"))).containsExactly(1);
      assertThat(fixture.find(ofTenant(2), words(SUBJECT, "biler"))).isEmpty();
      assertThat(fixture.find(UNION, words(SUBJECT, "biler"))).isEmpty();
      assertThat(scan(fixture, ofTenant(2), SUBJECT)).hasSize(1);
      assertThat(scan(fixture, ofTenant(1), SUBJECT)).hasSize(2);

      fixture.records.put(new Gone(TestRecord.id(2)));
      fixture.catalogue.catchUp();
      assertThat(fixture.find(ofTenant(1), words(SUBJECT, "biler"))).isEmpty();
      assertThat(scan(fixture, ofTenant(1), SUBJECT)).hasSize(1);
    }
  }

  @Test
  void danishAuthorityRecordsAreKnownByTheirAgency() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1)
                .in(MarcFormat.DANMARC2)
                .field("100", "00", "a", "Krog-Holm", "h", "Ida")
                .field("245", "00", "a", "Havet")
                .field("440", "00", "a", "\u0098Den\u009C røde pony"),
            TestRecord.of(2)
                .in(MarcFormat.DANMARC2)
                .field("001", "00", "a", "12345678", "b", "870979")
                .field("100", "00", "a", "Krog-Holm", "h", "Ida")
                .field("400", "00", "a", "Holm", "h", "Ida Krog-"),
            TestRecord.of(3)
                .in(MarcFormat.DANMARC2)
                .field("001", "00", "a", "12345679", "b", "870979")
                .field("133", "00", "a", "\u0098Den\u009C røde pony")
                .field("433", "00", "a", "Mie og ponyen"))) {
      assertThat(fixture.find(words(AUTHOR, "Holm, Ida Krog"))).containsExactly(1);
      assertThat(fixture.find(words(TITLE, "mie ponyen"))).containsExactly(1);
      assertThat(scan(fixture, UNION, PERSONAL_NAME))
          .extracting(ScanTerm::display)
          .containsExactly("Holm Ida Krog-", "Krog-Holm", "Krog-Holm Ida");
      assertThat(fixture.find(truncated(SearchField.NUMBER, Truncation.RIGHT, "5")))
          .containsExactly(1);
    }
  }

  private static List<ScanTerm> scan(
      CatalogueFixture fixture, SearchScope scope, SearchField field) {
    return fixture.catalogue.scan(scope, ScanRequest.of(field, "", 0, 100)).from();
  }
}
