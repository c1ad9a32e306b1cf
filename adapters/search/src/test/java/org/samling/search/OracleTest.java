package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.Query;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchScope;

class OracleTest {

  private static final long SEED = 20_261_124;
  private static final int RECORDS = 2_500;
  private static final int QUERIES = 3_000;

  @TempDir private Path directory;

  private final MadeUpCatalogue made = new MadeUpCatalogue(SEED);
  private final Random random = new Random(SEED);
  private final Map<Integer, Oracle.Known> known = new HashMap<>();

  @Test
  void indexFindsWhatLookingAtEveryRecordFinds() {
    var settings =
        new SearchSettings(
            CatalogueFixture.SETTINGS.pollInterval(),
            CatalogueFixture.SETTINGS.commitInterval(),
            CatalogueFixture.SETTINGS.searchTimeout(),
            1_000,
            10_000);
    var records = new RecordList("here");
    for (var number = 1; number <= RECORDS / 2; number++) {
      put(number, records);
    }
    try (var catalogue = LuceneCatalogue.open(directory, records, settings)) {
      catalogue.catchUp();
      change(records, catalogue);

      var hits = 0L;
      var empty = 0;
      for (var i = 0; i < QUERIES; i++) {
        var scope = made.scope();
        var query = made.query(random.nextInt(5));
        var expected = expected(scope, query);
        try (var found = catalogue.search(scope, query)) {
          assertThat(found.count()).as("%s in %s", query, scope).isEqualTo(expected.size());
          assertThat(readInPages(found)).as("%s in %s", query, scope).isEqualTo(expected);
        }
        hits += expected.size();
        empty += expected.isEmpty() ? 1 : 0;
      }
      assertThat(hits).as("queries that find something prove something").isGreaterThan(QUERIES);
      assertThat(empty).isLessThan(QUERIES / 2);
    }
  }

  /** Changes, deletes and adds records, in pieces of different sizes. */
  private void change(RecordList records, LuceneCatalogue catalogue) {
    for (var number = RECORDS / 2 + 1; number <= RECORDS; number++) {
      put(number, records);
      var other = 1 + random.nextInt(number);
      switch (random.nextInt(4)) {
        case 0 -> put(other, records);
        case 1 -> {
          known.remove(other);
          records.put(new Gone(TestRecord.id(other)));
        }
        default -> {}
      }
      if (random.nextInt(100) == 0) {
        catalogue.catchUp();
      }
    }
    catalogue.catchUp();
  }

  private void put(int number, RecordList records) {
    var record = made.record(number);
    known.put(number, record.known());
    records.put(record.record().present());
  }

  private List<Integer> expected(SearchScope scope, Query query) {
    return known.values().stream()
        .filter(record -> Oracle.isIn(scope, record) && Oracle.matches(query, record))
        .sorted(
            Comparator.comparingInt((Oracle.Known record) -> record.year)
                .reversed()
                .thenComparingInt(record -> record.number))
        .map(record -> record.number)
        .toList();
  }

  private List<Integer> readInPages(ResultSet found) {
    var numbers = new ArrayList<Integer>();
    while (numbers.size() < found.count()) {
      for (var record : found.records(numbers.size() + 1L, 1 + random.nextInt(500))) {
        numbers.add(CatalogueFixture.number(record));
      }
    }
    return numbers;
  }
}
