package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.TestRecord;

/** The cases of test-fixtures/search/danish-words.tsv, on an index of all their titles. */
class DanishWordsTest {

  @TempDir private static Path directory;

  private static final Map<String, Integer> NUMBERS = new LinkedHashMap<>();
  private static CatalogueFixture fixture;

  /** A case: whether a title is found by what is typed. */
  record Case(String typed, boolean isFound, String title, String language) {

    static Case of(String line) {
      var columns = line.split("\t", -1);
      return new Case(columns[0], columns[1].equals("+"), columns[2], columns[3]);
    }

    int number() {
      return NUMBERS.computeIfAbsent(title, _ -> NUMBERS.size() + 1);
    }

    TestRecord record() {
      return TestRecord.titled(number(), title).field("041", "0 ", "a", language);
    }
  }

  static List<Case> cases() throws IOException {
    var fixtures = Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")));
    return Files.readAllLines(fixtures.resolve("search/danish-words.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Case::of)
        .toList();
  }

  @BeforeAll
  static void open() throws IOException {
    var records = new LinkedHashMap<Integer, TestRecord>();
    for (var one : cases()) {
      records.putIfAbsent(one.number(), one.record());
    }
    // The parts of compounds are words of other records.
    records.put(
        1_000,
        TestRecord.titled(1_000, "Verden, sommer, fange, Danmark, læge")
            .field("041", "0 ", "a", "dan"));
    fixture = new CatalogueFixture(directory, records.values().toArray(TestRecord[]::new));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wordsAreFoundInTheirOtherForms(Case one) {
    var found = fixture.find(Query.Term.forms(SearchField.ANY, one.typed()));
    assertThat(found.contains(one.number())).as("%s", one).isEqualTo(one.isFound());
    var inTitle = fixture.find(Query.Term.forms(SearchField.TITLE, one.typed()));
    assertThat(inTitle.contains(one.number())).as("%s", one).isEqualTo(one.isFound());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anExactSearchFindsNoOtherForms(Case one) {
    assertThat(fixture.find(words(SearchField.ANY, one.typed()))).doesNotContain(one.number());
  }

  @Test
  void aSearchForFormsFindsAtLeastWhatAnExactOneFinds() throws IOException {
    for (var word :
        Stream.concat(cases().stream().map(Case::typed), Stream.of("og", "i")).toList()) {
      assertThat(fixture.find(UNION, Query.Term.forms(SearchField.ANY, word)))
          .containsAll(fixture.find(UNION, words(SearchField.ANY, word)));
    }
  }
}
