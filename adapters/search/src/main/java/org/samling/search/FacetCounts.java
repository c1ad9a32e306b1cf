package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.FacetField;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentValues;

/**
 * Counts the hits of a search by value. Within a segment values are counted by ordinal; only those
 * that can be among the most frequent of all segments are then looked up by name.
 */
final class FacetCounts {

  private static final int CHECK_EVERY = 4_096;

  private static final Comparator<Count> MOST_FIRST =
      Comparator.comparingLong(Count::hits).reversed().thenComparing(Count::key);

  private final List<LeafReaderContext> leaves;
  private final Weight weight;
  private final Deadline deadline;
  private int examined;

  /**
   * A value and how many hits have it.
   *
   * @param key the filing key of the value
   * @param hits how many hits have it, 1 or more
   */
  record Count(BytesRef key, long hits) {}

  /** The values of one segment, and the number of its hits for each ordinal. */
  private static final class Segment {

    private final SortedSetDocValues values;
    private final int[] counts;

    Segment(SortedSetDocValues values, int[] counts) {
      this.values = values;
      this.counts = counts;
    }

    /** The number of hits with a value. */
    long count(BytesRef key) throws IOException {
      var number = values.lookupTerm(key);
      return number < 0 ? 0 : counts[(int) number];
    }

    /** The lowest count among the most frequent values of the segment. */
    int leastOfMost(int limit) {
      var most = new PriorityQueue<Integer>();
      for (var count : counts) {
        if (count > 0 && (most.size() < limit || count > most.element())) {
          most.add(count);
          if (most.size() > limit) {
            most.remove();
          }
        }
      }
      return most.size() < limit ? 1 : most.element();
    }

    /** Adds the values with at least this many hits. */
    void addAll(int least, Set<BytesRef> to) throws IOException {
      for (var number = 0; number < counts.length; number++) {
        if (counts[number] >= least) {
          to.add(BytesRef.deepCopyOf(values.lookupOrd(number)));
        }
      }
    }
  }

  FacetCounts(List<LeafReaderContext> leaves, Weight weight, Deadline deadline) {
    this.leaves = leaves;
    this.weight = weight;
    this.deadline = deadline;
  }

  /** The values with the most hits, in descending order. */
  List<Count> most(FacetField field, int limit) throws IOException {
    if (limit == 0) {
      return List.of();
    }
    return switch (field) {
      case YEAR -> years().stream().sorted(MOST_FIRST).limit(limit).toList();
      case AUTHOR, SUBJECT, LANGUAGE, MATERIAL -> mostValues(IndexFields.name(field), limit);
    };
  }

  private List<Count> years() throws IOException {
    var counts = new HashMap<Long, Long>();
    for (var leaf : leaves) {
      var hits = hits(leaf);
      if (hits != null) {
        var years = new SegmentValues(leaf, IndexFields.YEAR_ORDER);
        for (var hit = next(hits, leaf); hit >= 0; hit = next(hits, leaf)) {
          counts.merge(years.at(hit), 1L, Long::sum);
        }
      }
    }
    counts.remove((long) IndexFields.NO_YEAR);
    return counts.entrySet().stream()
        .map(year ->
            new Count(
                new BytesRef(IndexFields.listedYear(Long.toString(year.getKey()))),
                year.getValue()))
        .toList();
  }

  /**
   * A value with this many hits must have its share of them in some segment. The minimum share is
   * known from the most frequent values of each segment.
   */
  private List<Count> mostValues(String field, int limit) throws IOException {
    var segments = new ArrayList<Segment>();
    for (var leaf : leaves) {
      var segment = count(leaf, field);
      if (segment != null) {
        segments.add(segment);
      }
    }
    var candidates = new TreeSet<BytesRef>();
    for (var segment : segments) {
      segment.addAll(segment.leastOfMost(limit), candidates);
    }
    var most = most(candidates, segments, limit);
    var needed = most.size() < limit ? 1 : most.getLast().hits();
    var share = Math.toIntExact(Math.ceilDiv(needed, Math.max(1, segments.size())));
    for (var segment : segments) {
      segment.addAll(share, candidates);
    }
    return most(candidates, segments, limit);
  }

  private List<Count> most(Set<BytesRef> candidates, List<Segment> segments, int limit)
      throws IOException {
    var counts = new ArrayList<Count>(candidates.size());
    for (var key : candidates) {
      var count = 0L;
      for (var segment : segments) {
        count += segment.count(key);
      }
      counts.add(new Count(key, count));
    }
    return counts.stream().sorted(MOST_FIRST).limit(limit).toList();
  }

  private @Nullable Segment count(LeafReaderContext leaf, String field) throws IOException {
    var hits = hits(leaf);
    if (hits == null) {
      return null;
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
    return new Segment(values, counts);
  }

  /** The hits of a segment, or null if it can't have any. */
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
    if (++examined % CHECK_EVERY == 0 && deadline.shouldExit()) {
      throw deadline.exception(null);
    }
    return hit == DocIdSetIterator.NO_MORE_DOCS ? -1 : hit;
  }
}
