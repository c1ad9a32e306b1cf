package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The hits of a search in the order of {@link IndexFields#ORDER}. Each segment of the index is
 * sorted so, and the segments' hits are merged, as far as somebody asks for them.
 *
 * <p>One stretch of hits is remembered, and for each stretch where it begins in every segment: to
 * page through a result takes time in proportion to its size, and memory of a few bytes per stretch
 * and segment.
 */
final class HitOrder implements Hits {

  /** How many hits are found at once. */
  static final int STRETCH = 100;

  private static final Comparator<Segment> LATEST_FIRST =
      Comparator.comparingLong((Segment s) -> s.year)
          .reversed()
          .thenComparingLong(s -> s.idHigh)
          .thenComparingLong(s -> s.idLow);

  private final List<LeafReaderContext> leaves;
  private final Weight weight;
  private final Deadline deadline;

  /** Where each stretch that was reached begins: by segment, the first document not before it. */
  private final List<int[]> begins = new ArrayList<>();

  private int[] stretch = {};
  private long stretchNumber = -1;

  HitOrder(List<LeafReaderContext> leaves, Weight weight, Deadline deadline) {
    this.leaves = leaves;
    this.weight = weight;
    this.deadline = deadline;
    begins.add(new int[leaves.size()]);
  }

  @Override
  public int document(long place) throws IOException {
    if (place / STRETCH != stretchNumber) {
      load(Math.toIntExact(place / STRETCH));
    }
    return stretch[(int) (place % STRETCH)];
  }

  private void load(int number) throws IOException {
    var from = Math.min(number, begins.size() - 1);
    var segments = openAt(begins.get(from));
    var documents = new int[STRETCH];
    for (var i = from; i <= number; i++) {
      var found = 0;
      for (var next = segments.poll(); next != null; next = segments.poll()) {
        documents[found++] = next.document();
        if (next.advance()) {
          segments.add(next);
        }
        if (found == STRETCH) {
          break;
        }
      }
      documents = found == STRETCH ? documents : Arrays.copyOf(documents, found);
      remember(i + 1, segments);
      if (deadline.shouldExit()) {
        throw deadline.passed(null);
      }
    }
    stretch = documents;
    stretchNumber = number;
  }

  private void remember(int number, PriorityQueue<Segment> segments) {
    if (number == begins.size()) {
      var places = new int[leaves.size()];
      Arrays.fill(places, DocIdSetIterator.NO_MORE_DOCS);
      segments.forEach(segment -> places[segment.leaf.ord] = segment.hits.docID());
      begins.add(places);
    }
  }

  private PriorityQueue<Segment> openAt(int[] places) throws IOException {
    var segments = new PriorityQueue<>(LATEST_FIRST);
    for (var leaf : leaves) {
      var scorer = places[leaf.ord] == DocIdSetIterator.NO_MORE_DOCS ? null : weight.scorer(leaf);
      if (scorer != null) {
        var segment = new Segment(leaf, scorer.iterator());
        if (segment.advanceTo(places[leaf.ord])) {
          segments.add(segment);
        }
      }
    }
    return segments;
  }

  /** The hits of one segment. */
  private static final class Segment {

    private final LeafReaderContext leaf;
    private final DocIdSetIterator hits;
    private final @Nullable Bits live;
    private final SegmentValues years;
    private final SegmentValues idsHigh;
    private final SegmentValues idsLow;
    private long year;
    private long idHigh;
    private long idLow;

    Segment(LeafReaderContext leaf, DocIdSetIterator hits) throws IOException {
      this.leaf = leaf;
      this.hits = hits;
      this.live = leaf.reader().getLiveDocs();
      this.years = new SegmentValues(leaf, IndexFields.YEAR_ORDER);
      this.idsHigh = new SegmentValues(leaf, IndexFields.ID_HIGH);
      this.idsLow = new SegmentValues(leaf, IndexFields.ID_LOW);
    }

    int document() {
      return leaf.docBase + hits.docID();
    }

    boolean advance() throws IOException {
      return take(hits.nextDoc());
    }

    boolean advanceTo(int document) throws IOException {
      return take(document > hits.docID() ? hits.advance(document) : hits.docID());
    }

    /** Goes on to a document that is not deleted; false when there is none. */
    private boolean take(int from) throws IOException {
      var document = from;
      while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
        document = hits.nextDoc();
      }
      if (document == DocIdSetIterator.NO_MORE_DOCS) {
        return false;
      }
      year = years.at(document);
      idHigh = idsHigh.at(document);
      idLow = idsLow.at(document);
      return true;
    }
  }
}
