package org.samling.search;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.FacetField;
import org.samling.core.search.FacetValue;

/** Counts the hits of a search by a value: within each segment by its number, and then together. */
final class FacetCounts {

  private static final int CHECK_EVERY = 4_096;

  private static final Comparator<Map.Entry<BytesRef, Forms>> MOST_FIRST =
      Comparator.comparingLong((Map.Entry<BytesRef, Forms> value) -> value.getValue().count)
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private final List<LeafReaderContext> leaves;
  private final Weight weight;
  private final Deadline deadline;
  private final Map<BytesRef, Forms> found = new HashMap<>();
  private int looked;

  FacetCounts(List<LeafReaderContext> leaves, Weight weight, Deadline deadline) {
    this.leaves = leaves;
    this.weight = weight;
    this.deadline = deadline;
  }

  List<FacetValue> values(FacetField field, int limit) throws IOException {
    for (var leaf : leaves) {
      switch (field) {
        case YEAR -> countYears(leaf);
        case AUTHOR, SUBJECT, LANGUAGE, MATERIAL -> countValues(leaf, IndexFields.name(field));
      }
    }
    return found.entrySet().stream()
        .sorted(MOST_FIRST)
        .limit(limit)
        .map(value ->
            new FacetValue(
                Heading.words(value.getKey()),
                Heading.display(value.getValue().usual()),
                value.getValue().count))
        .toList();
  }

  private void countYears(LeafReaderContext leaf) throws IOException {
    var hits = hits(leaf);
    if (hits == null) {
      return;
    }
    var years = new SegmentValues(leaf, IndexFields.YEAR_ORDER);
    var counts = new HashMap<Long, Integer>();
    for (var hit = next(hits, leaf); hit >= 0; hit = next(hits, leaf)) {
      counts.merge(years.at(hit), 1, Integer::sum);
    }
    counts.remove((long) IndexFields.NO_YEAR);
    counts.forEach(
        (year, count) -> add(new BytesRef(IndexFields.listedYear(Long.toString(year))), count));
  }

  private void countValues(LeafReaderContext leaf, String field) throws IOException {
    var hits = hits(leaf);
    if (hits == null) {
      return;
    }
    var values = DocValues.getSortedSet(leaf.reader(), field);
    var counts = new int[Math.toIntExact(values.getValueCount())];
    for (var hit = next(hits, leaf); hit >= 0; hit = next(hits, leaf)) {
      if (values.advanceExact(hit)) {
        for (var i = values.docValueCount(); i > 0; i--) {
          counts[(int) values.nextOrd()]++;
        }
      }
    }
    for (var number = 0; number < counts.length; number++) {
      if (counts[number] > 0) {
        add(values.lookupOrd(number), counts[number]);
      }
    }
  }

  /** The hits of a segment, or null where it can have none. */
  private @Nullable DocIdSetIterator hits(LeafReaderContext leaf) throws IOException {
    var scorer = weight.scorer(leaf);
    return scorer == null ? null : scorer.iterator();
  }

  /** The next hit that is not deleted, or -1. */
  private int next(DocIdSetIterator hits, LeafReaderContext leaf) throws IOException {
    var live = leaf.reader().getLiveDocs();
    var hit = hits.nextDoc();
    while (hit != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(hit)) {
      hit = hits.nextDoc();
    }
    if (++looked % CHECK_EVERY == 0 && deadline.shouldExit()) {
      throw deadline.passed(null);
    }
    return hit == DocIdSetIterator.NO_MORE_DOCS ? -1 : hit;
  }

  private void add(BytesRef term, long count) {
    var key = Heading.key(term);
    var forms = found.get(key);
    if (forms == null) {
      var kept = BytesRef.deepCopyOf(term);
      found.put(Heading.key(kept), new Forms(kept, count));
    } else {
      forms.add(term, count);
    }
  }

  /** The terms of one key, each with how many hits have it. Most keys have one. */
  private static final class Forms {

    private final BytesRef first;
    private final long ofFirst;
    private @Nullable Map<BytesRef, Long> more;
    private long count;

    Forms(BytesRef first, long count) {
      this.first = first;
      this.ofFirst = count;
      this.count = count;
    }

    void add(BytesRef term, long hits) {
      count += hits;
      if (more == null) {
        more = new TreeMap<>(Map.of(first, ofFirst));
      }
      more.merge(BytesRef.deepCopyOf(term), hits, Long::sum);
    }

    /** The term that most hits have, of several the first. */
    BytesRef usual() {
      return more == null
          ? first
          : more.entrySet().stream()
              .reduce((one, next) -> next.getValue() > one.getValue() ? next : one)
              .orElseThrow()
              .getKey();
    }
  }
}
