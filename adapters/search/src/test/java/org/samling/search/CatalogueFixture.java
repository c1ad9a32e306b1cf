package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.RecordList;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.TestRecord;

/** An index of a few records, searched in the union catalogue by their numbers. */
final class CatalogueFixture implements AutoCloseable {

  static final SearchSettings SETTINGS =
      new SearchSettings(Duration.ofMillis(5), Duration.ZERO, Duration.ofSeconds(30), 1_000, 100);

  static final SearchScope.OfCatalogue UNION = new SearchScope.Union(Set.of());

  final RecordList records = new RecordList("here");
  final LuceneCatalogue catalogue;

  CatalogueFixture(Path directory, TestRecord... first) {
    records.put(Stream.of(first).map(TestRecord::present).toList());
    catalogue = LuceneCatalogue.open(directory, records, SETTINGS);
    catalogue.catchUp();
  }

  /** The numbers of the records that a query finds. */
  List<Integer> find(Query query) {
    return find(UNION, query);
  }

  List<Integer> find(SearchScope scope, Query query) {
    return find(catalogue, scope, query);
  }

  static List<Integer> find(LuceneCatalogue catalogue, SearchScope scope, Query query) {
    try (var found = catalogue.search(scope, query)) {
      var records = found.records(1, Integer.MAX_VALUE);
      assertThat(records).hasSize((int) found.count());
      return records.stream().map(TestRecord::number).sorted().toList();
    }
  }

  static SearchScope ofTenant(int tenant) {
    return new SearchScope.OfTenant(new TenantId(tenant));
  }

  static SearchScope union(int... tenants) {
    return new SearchScope.Union(
        IntStream.of(tenants).mapToObj(TenantId::new).collect(Collectors.toSet()));
  }

  static Query words(SearchField field, String text) {
    return Query.Term.words(field, text);
  }

  static Query phrase(SearchField field, String text) {
    return phrase(field, Anchor.ANYWHERE, Truncation.NONE, text);
  }

  static Query phrase(SearchField field, Anchor anchor, Truncation truncation, String text) {
    return new Query.Term(field, Relation.EQUAL, Match.PHRASE, anchor, truncation, text);
  }

  static Query truncated(SearchField field, Truncation truncation, String text) {
    return new Query.Term(field, Relation.EQUAL, Match.WORDS, Anchor.ANYWHERE, truncation, text);
  }

  static Query year(Relation relation, String text) {
    return new Query.Term(
        SearchField.YEAR, relation, Match.WORDS, Anchor.ANYWHERE, Truncation.NONE, text);
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
