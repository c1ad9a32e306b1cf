package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.ofTenant;
import static org.samling.search.CatalogueFixture.words;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.FacetField;
import org.samling.core.search.FacetValue;
import org.samling.core.search.RecordList;
import org.samling.core.search.SearchScope;
import org.samling.core.search.TestRecord;

class FacetTest {

  @TempDir private Path directory;

  @Test
  void valuesOfMostRecordsComeFirstAndEqualOnesInFilingOrder() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Bog")
                .field("650", " 4", "a", "Åer")
                .field("653", "  ", "a", "åer"),
            TestRecord.titled(2, "Bog").field("650", " 4", "a", "Zebraer", "z", "Kenya"),
            TestRecord.titled(3, "Bog").field("653", "  ", "a", "aaer", "a", "Heste"),
            TestRecord.titled(4, "Bog").field("650", " 4", "a", "Åer"),
            TestRecord.titled(5, "Avis").field("650", " 4", "a", "Heste"))) {
      assertThat(facet(fixture, UNION, FacetField.SUBJECT, 10))
          .containsExactly(
              new FacetValue("aaer", "Åer", 3),
              new FacetValue("heste", "Heste", 1),
              new FacetValue("zebraer kenya", "Zebraer Kenya", 1));
      assertThat(facet(fixture, UNION, FacetField.SUBJECT, 1)).hasSize(1);
      assertThat(facet(fixture, UNION, FacetField.SUBJECT, 0)).isEmpty();
    }
  }

  @Test
  void authorsCountInTheirFullestForm() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Bog")
                .field("100", "1 ", "a", "Dam, Ida,", "d", "1900-1980")
                .field("700", "1 ", "a", "Ask, Per"),
            TestRecord.titled(2, "Bog").field("700", "1 ", "a", "Dam, Ida,", "d", "1900-1980."),
            TestRecord.titled(3, "Bog")
                .in(MarcFormat.DANMARC2)
                .field("700", "00", "a", "Ask", "h", "Per")
                .field("900", "00", "a", "Henvist", "w", "Ask, Per"))) {
      assertThat(facet(fixture, UNION, FacetField.AUTHOR, 10))
          .containsExactly(
              new FacetValue("ask per", "Ask Per", 2),
              new FacetValue("dam ida 1900 1980", "Dam, Ida, 1900-1980", 2));
    }
  }

  @Test
  void yearsLanguagesAndMaterialsAreCounted() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Bog").year("2001").field("041", "1 ", "a", "dan", "a", "eng"),
            TestRecord.titled(2, "Bog").year("2001"),
            TestRecord.titled(3, "Bog").year("uuuu"),
            TestRecord.titled(4, "Bog")
                .in(MarcFormat.DANMARC2)
                .field("008", "00", "a", "1999", "l", "swe")
                .field("009", "00", "a", "s", "g", "xc"))) {
      assertThat(facet(fixture, UNION, FacetField.YEAR, 10))
          .containsExactly(new FacetValue("2001", "2001", 2), new FacetValue("1999", "1999", 1));
      assertThat(facet(fixture, UNION, FacetField.LANGUAGE, 10))
          .containsExactly(
              new FacetValue("dan", "dan", 3),
              new FacetValue("eng", "eng", 1),
              new FacetValue("swe", "swe", 1));
      assertThat(facet(fixture, UNION, FacetField.MATERIAL, 10))
          .containsExactly(new FacetValue("a/xx", "a/xx", 3), new FacetValue("s/xc", "s/xc", 1));
    }
  }

  @Test
  void onlyHitsInTheScopeThatAreThereAreCounted() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Bog").year("2001").localTo(1),
            TestRecord.titled(2, "Bog").year("2001").localTo(1),
            TestRecord.titled(3, "Bog").year("2001").localTo(2))) {
      fixture.records.put(new Gone(TestRecord.id(2)));
      fixture.catalogue.catchUp();
      assertThat(facet(fixture, ofTenant(1), FacetField.YEAR, 10))
          .containsExactly(new FacetValue("2001", "2001", 1));
      assertThatThrownBy(() -> facet(fixture, UNION, FacetField.YEAR, -1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsKeptOfTheIndexOutlivesTheTimeOfTheSearchThatMadeIt() throws InterruptedException {
    var records = new RecordList("here");
    records.put(TestRecord.titled(1, "Bog").field("650", " 4", "a", "Heste").present());
    var time = Duration.ofSeconds(2);
    var settings = new SearchSettings(Duration.ofMillis(5), Duration.ZERO, time, 10, 10);
    try (var catalogue = LuceneCatalogue.open(directory, records, settings)) {
      catalogue.catchUp();
      for (var i = 0; i < 2; i++) {
        try (var found = catalogue.search(UNION, words(TITLE, "bog"))) {
          assertThat(found.facet(FacetField.SUBJECT, 1)).hasSize(1);
        }
        Thread.sleep(time.plusMillis(100));
      }
    }
  }

  private static List<FacetValue> facet(
      CatalogueFixture fixture, SearchScope scope, FacetField field, int limit) {
    try (var found = fixture.catalogue.search(scope, words(TITLE, "bog"))) {
      return found.facet(field, limit);
    }
  }
}
