package org.samling.zoom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.samling.core.search.Query.Term;
import org.samling.core.search.SearchField;
import org.samling.marc.MarcRecordReader;

/** Which records of two targets are one, over real connections. */
class MergedRecordsTest {

  private static ZoomTarget target(String name, SharedRecords records) {
    return new ZoomTarget(
        name,
        records.address(),
        null,
        ZoomTarget.USMARC,
        ZoomTarget.FULL,
        "UTF-8",
        Duration.ofSeconds(20),
        name);
  }

  @ParameterizedTest
  @CsvFileSource(
      files = "../../test-fixtures/remote/duplicates.csv",
      delimiter = '|',
      numLinesToSkip = 1)
  void recordsOfSeveralTargetsThatDescribeTheSameAreOneWithAllHolders(
      String rule, String first, String second, int count) {
    try (var one = SharedRecords.start(first);
        var other = SharedRecords.start(second);
        var catalogues =
            new RemoteCatalogues(
                Map.of("others", List.of(target("a", one), target("b", other))),
                new MarcRecordReader());
        var found = catalogues.search("others", Term.words(SearchField.TITLE, "x"))) {
      assertThat(found.count()).as(rule).isEqualTo(count);
      var holders =
          found.records(1, count).stream()
              .map(r -> r.content().dataFields("852").flatMap(f -> f.values('a')).toList())
              .toList();
      assertThat(holders)
          .as(rule)
          .isEqualTo(count == 1 ? List.of(List.of("a", "b")) : List.of(List.of("a"), List.of("b")));
    }
  }
}
