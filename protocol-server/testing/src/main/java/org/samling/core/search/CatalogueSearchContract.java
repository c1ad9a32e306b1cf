package org.samling.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.testing.LongRun;

/**
 * The contract of catalogue search for every index: its results are those of scanning every record,
 * also after records were changed, deleted and added. Tested through the core's ports only. An
 * index's test extends this.
 */
public abstract class CatalogueSearchContract {

  private static final long SEED = 20_261_124;
  private static final int RECORDS = LongRun.times(1_200, 2_500);
  private static final int QUERIES = LongRun.times(100, 2_000);
  private static final int SCANS = LongRun.times(50, 1_000);
  private static final int FACETS = LongRun.times(10, 200);

  private final GeneratedCatalogue made = new GeneratedCatalogue(SEED);
  private final Random random = new Random(SEED);
  private final Map<Integer, Oracle.KnownRecord> known = new HashMap<>();

  /** Creates an index for a test. */
  public interface Index extends CatalogueSearch, AutoCloseable {

    /** Reads the feed until there is nothing new. */
    void catchUp();

    @Override
    void close();
  }

  /**
   * Creates an index that allows a thousand words in a query, and ten thousand expansions of
   * truncated words.
   *
   * @param feed the source of its records
   */
  protected abstract Index open(CatalogueFeed feed);

  @Test
  void searchesFindWhatLookingAtEveryRecordFinds() {
    try (var index = changed()) {
      var hits = 0L;
      var empty = 0;
      for (var i = 0; i < QUERIES; i++) {
        var scope = made.scope();
        var query = made.query(random.nextInt(5));
        var order = random.nextBoolean() ? SortOrder.LATEST_FIRST : made.order();
        var expected = expected(scope, query, order);
        try (var found = index.search(scope, query, order)) {
          assertThat(found.count()).as("%s in %s", query, scope).isEqualTo(expected.size());
          assertThat(readInPages(found)).as("%s in %s", query, scope).isEqualTo(expected);
        }
        hits += expected.size();
        empty += expected.isEmpty() ? 1 : 0;
      }
      assertThat(hits).as("only queries with hits prove something").isGreaterThan(QUERIES);
      assertThat(empty).isLessThan(QUERIES / 2);
    }
  }

  @Test
  void scansTellWhatLookingAtEveryRecordTells() {
    try (var index = changed()) {
      var returned = 0;
      for (var i = 0; i < SCANS; i++) {
        var scope = made.scope();
        var request = made.scan();
        var result = index.scan(scope, request);
        var terms = new ArrayList<>(counts(scope, request.field()).entrySet());
        var start = start(request, terms);
        var step = request.step() + 1;
        var before =
            IntStream.rangeClosed(1, request.before())
                .map(n -> start - n * step)
                .filter(place -> place >= 0)
                .sorted();
        var from =
            IntStream.range(0, request.number())
                .map(n -> start + n * step)
                .filter(place -> place < terms.size());
        assertThat(counted(result.before()))
            .as("%s in %s", request, scope)
            .isEqualTo(before.mapToObj(terms::get).toList());
        assertThat(counted(result.from()))
            .as("%s in %s", request, scope)
            .isEqualTo(from.mapToObj(terms::get).toList());
        result
            .from()
            .forEach(term ->
                assertThat(String.join(" ", Oracle.words(term.display())))
                    .endsWith(String.join(" ", Oracle.words(term.term()))));
        returned += result.from().size();
        if (!result.from().isEmpty()) {
          checkThatItIsFound(index, scope, request.field(), result.from().getFirst());
        }
      }
      assertThat(returned).isGreaterThan(SCANS);
    }
  }

  @Test
  void facetsCountWhatLookingAtEveryRecordCounts() {
    try (var index = changed()) {
      for (var i = 0; i < FACETS; i++) {
        var scope = made.scope();
        var query = made.query(random.nextInt(3));
        try (var found = index.search(scope, query)) {
          for (var field : FacetField.values()) {
            var limit = random.nextInt(20);
            var expected =
                facet(field, r -> Oracle.isIn(scope, r) && Oracle.matches(query, r)).stream()
                    .limit(limit)
                    .toList();
            assertThat(
                    found.facet(field, limit).stream()
                        .map(value -> Map.entry(value.term(), value.count()))
                        .toList())
                .as("%s of %s in %s", field, query, scope)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  /**
   * An index in which some records were changed, deleted and added in batches of different sizes.
   */
  private Index changed() {
    var records = new RecordList("here");
    for (var number = 1; number <= RECORDS / 2; number++) {
      put(number, records);
    }
    var index = open(records);
    index.catchUp();
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
        index.catchUp();
      }
    }
    index.catchUp();
    return index;
  }

  private void put(int number, RecordList records) {
    var record = made.record(number);
    known.put(number, record.known());
    records.put(record.record().present());
  }

  private List<Integer> expected(SearchScope scope, Query query, SortOrder order) {
    return known.values().stream()
        .filter(record -> Oracle.isIn(scope, record) && Oracle.matches(query, record))
        .sorted(Oracle.order(order))
        .map(record -> record.number)
        .toList();
  }

  private List<Integer> readInPages(ResultSet found) {
    var numbers = new ArrayList<Integer>();
    while (numbers.size() < found.count()) {
      for (var record : found.records(numbers.size() + 1L, 1 + random.nextInt(500))) {
        numbers.add(TestRecord.number(record));
      }
    }
    return numbers;
  }

  private Map<String, Long> counts(SearchScope scope, SearchField field) {
    var counts = new TreeMap<String, Long>(Oracle.FILING);
    for (var record : known.values()) {
      if (Oracle.isIn(scope, record)) {
        Oracle.terms(field, record).forEach(term -> counts.merge(term, 1L, Long::sum));
      }
    }
    return counts;
  }

  /** The position among the terms at which a scan starts. */
  private static int start(ScanRequest request, List<Map.Entry<String, Long>> terms) {
    var words = String.join(" ", Oracle.words(request.start()));
    var start =
        switch (request.field().kind()) {
          case YEAR, DATE -> words.matches("\\d{1,3}") ? "0" + words : words;
          case IDENTIFIER -> request.start().replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
          case WORDS -> words;
        };
    return (int)
        terms.stream().takeWhile(term -> Oracle.FILING.compare(term.getKey(), start) < 0).count();
  }

  private static List<Map.Entry<String, Long>> counted(List<ScanTerm> terms) {
    return terms.stream().map(term -> Map.entry(term.term(), term.count())).toList();
  }

  private static void checkThatItIsFound(
      Index index, SearchScope scope, SearchField field, ScanTerm term) {
    var isWhole = !field.isOrdered() && !field.isIdentifier() && field != SearchField.ANY;
    var query =
        new Query.Term(
            field,
            Relation.EQUAL,
            Match.WORDS,
            isWhole ? Anchor.WHOLE_FIELD : Anchor.ANYWHERE,
            Truncation.NONE,
            term.term());
    try (var found = index.search(scope, query)) {
      assertThat(found.count()).as("%s in %s", query, scope).isEqualTo(term.count());
    }
  }

  private List<Map.Entry<String, Long>> facet(
      FacetField field, Predicate<Oracle.KnownRecord> isHit) {
    var counts = new TreeMap<String, Long>(Oracle.FILING);
    known.values().stream()
        .filter(isHit)
        .flatMap(record -> Oracle.values(field, record).stream())
        .forEach(value -> counts.merge(value, 1L, Long::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .toList();
  }
}
