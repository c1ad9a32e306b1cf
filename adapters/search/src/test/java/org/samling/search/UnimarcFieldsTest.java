package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.AUTHOR;
import static org.samling.core.search.SearchField.ISBN;
import static org.samling.core.search.SearchField.PERSONAL_NAME;
import static org.samling.core.search.SearchField.PUBLISHER;
import static org.samling.core.search.SearchField.SUBJECT;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.phrase;
import static org.samling.search.CatalogueFixture.words;
import static org.samling.search.CatalogueFixture.year;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.TestRecord;

class UnimarcFieldsTest {

  @Test
  void fieldsMeanWhatUnimarcSays(@TempDir Path directory) {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1)
                .in(MarcFormat.UNIMARC)
                .field("010", "  ", "a", "2-07-036822-X")
                .field("100", "  ", "a", "20240101d1935    m  y0frey50      ba")
                .field(
                    "200", "1 ", "a", "\u0098Les \u009Csept", "e", "gothiques", "f", "responsable")
                .field("210", "  ", "a", "Paris", "c", "Gallimard", "d", "1936")
                .field("461", " 0", "t", "Ensemble")
                .field("606", "  ", "a", "Phares", "y", "Danemark")
                .field("700", " 1", "a", "Blixen", "b", "Karen", "3", "autorité"),
            TestRecord.of(2)
                .field("100", "1 ", "a", "Blixen, Karen")
                .field("245", "10", "a", "Syv"))) {
      assertThat(fixture.find(phrase(TITLE, Anchor.FIELD_START, Truncation.NONE, "sept")))
          .containsExactly(1);
      assertThat(fixture.find(words(TITLE, "gothiques"))).containsExactly(1);
      assertThat(fixture.find(words(TITLE, "ensemble"))).containsExactly(1);
      assertThat(fixture.find(words(TITLE, "responsable"))).isEmpty();
      assertThat(fixture.find(words(ANY, "responsable"))).containsExactly(1);
      assertThat(fixture.find(words(PERSONAL_NAME, "blixen karen"))).containsExactly(1, 2);
      assertThat(fixture.find(words(AUTHOR, "blixen"))).containsExactly(1, 2);
      assertThat(fixture.find(words(SUBJECT, "danemark"))).containsExactly(1);
      assertThat(fixture.find(words(PUBLISHER, "gallimard"))).containsExactly(1);
      assertThat(fixture.find(words(ISBN, "9782070368228"))).containsExactly(1);
      assertThat(fixture.find(year(Relation.EQUAL, "1935"))).containsExactly(1);
      assertThat(fixture.find(words(ANY, "autorité"))).isEmpty();
      assertThat(fixture.find(words(ANY, "20240101d1935"))).isEmpty();
    }
  }
}
