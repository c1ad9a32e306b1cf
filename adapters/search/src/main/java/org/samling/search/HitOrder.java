package org.samling.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentValues;

/**
 * The hits of a search in the order of {@link IndexFields#ORDER}. Each segment of the index is
 * sorted that way, and the segments' hits are merged on demand.
 *
 * <p>One page of hits is cached, and for each page its starting point in every segment: paging
 * through a result takes time in proportion to its size, and a few bytes of memory per page and
 * segment. The first page is short, since most users look no further.
 */
final class HitOrder implements Hits {

  /** The number of hits in a page, after the first page. */
  static final int PAGE = 100;

  /** The number of hits in the first page. */
  static final int FIRST_PAGE = 20;

  /** How many first hits of each segment determine the first page and the start of the next. */
  static final int KEPT = FIRST_PAGE + 1;

  private final List<LeafReaderContext> leaves;
  private final Weight weight;
  private final Deadline deadline;

  /** The first hits of each segment, until the first page is made from them. */
  private @Nullable FirstHits first;

  /** Where each page reached so far begins: by segment, the first document not before it. */
  private final List<int[]> begins = new ArrayList<>();

  private int[] stretch = {};
  private long stretchNumber = -1;

  /**
   * Makes an order.
   *
   * @param first the first {@link #KEPT} hits of each segment, or null
   */
  HitOrder(
      List<LeafReaderContext> leaves, Weight weight, @Nullable FirstHits first, Deadline deadline) {
    this.leaves = leaves;
    this.weight = weight;
    this.first = first;
    this.deadline = deadline;
    begins.add(new int[leaves.size()]);
  }

  @Override
  public int document(long place) throws IOException {
    var behind = place - FIRST_PAGE;
    var number = behind < 0 ? 0 : 1 + behind / PAGE;
    if (number != stretchNumber) {
      load(Math.toIntExact(number));
    }
    return stretch[(int) (behind < 0 ? place : behind % PAGE)];
  }

  private void load(int number) throws IOException {
    var from = Math.min(number, begins.size() - 1);
    var kept = first;
    first = null;
    var segments = kept == null || number > 0 ? openAt(begins.get(from)) : open(kept);
    var documents = new int[0];
    for (var i = from; i <= number; i++) {
      documents = new int[i == 0 ? FIRST_PAGE : PAGE];
      var found = 0;
      for (var next = segments.poll(); next != null; next = segments.poll()) {
        documents[found++] = next.document();
        if (next.advance()) {
          segments.add(next);
        }
        if (found == documents.length) {
          break;
        }
      }
      documents = found == documents.length ? documents : Arrays.copyOf(documents, found);
      remember(i + 1, segments);
      if (deadline.shouldExit()) {
        throw deadline.exception(null);
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

  private PriorityQueue<Segment> open(FirstHits first) throws IOException {
    var segments = new PriorityQueue<Segment>();
    for (var leaf : leaves) {
      var segment = new Segment(leaf, new Listed(first.of(leaf)));
      if (segment.advance()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private PriorityQueue<Segment> openAt(int[] places) throws IOException {
    var segments = new PriorityQueue<Segment>();
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

  /** Hits that are in memory. */
  private static final class Listed extends DocIdSetIterator {

    private final int[] documents;
    private int at = -1;

    Listed(int[] documents) {
      this.documents = documents;
    }

    @Override
    public int docID() {
      return at < 0 ? -1 : at < documents.length ? documents[at] : NO_MORE_DOCS;
    }

    @Override
    public int nextDoc() {
      at++;
      return docID();
    }

    @Override
    public int advance(int target) throws IOException {
      return slowAdvance(target);
    }

    @Override
    public long cost() {
      return documents.length;
    }
  }

  /** The hits of one segment; the next one decides which segment comes first. */
  private static final class Segment implements Comparable<Segment> {

    private final LeafReaderContext leaf;
    private final DocIdSetIterator hits;
    private final @Nullable Bits live;
    private final SegmentValues years;
    private @Nullable Numbers numbers;
    private long year;

    /** The last document whose number was read; most years differ, and then no number is needed. */
    private int identified = -1;

    private long idHigh;
    private long idLow;

    Segment(LeafReaderContext leaf, DocIdSetIterator hits) throws IOException {
      this.leaf = leaf;
      this.hits = hits;
      this.live = leaf.reader().getLiveDocs();
      this.years = new SegmentValues(leaf, IndexFields.YEAR_ORDER);
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

    /** Moves to the next document that is not deleted; false if there is none. */
    private boolean take(int from) throws IOException {
      var document = from;
      while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
        document = hits.nextDoc();
      }
      if (document == DocIdSetIterator.NO_MORE_DOCS) {
        return false;
      }
      year = years.at(document);
      return true;
    }

    @Override
    public int compareTo(Segment other) {
      if (year != other.year) {
        return Long.compare(other.year, year);
      }
      identify();
      other.identify();
      var high = Long.compare(idHigh, other.idHigh);
      return high != 0 ? high : Long.compare(idLow, other.idLow);
    }

    private void identify() {
      if (identified != hits.docID()) {
        identified = hits.docID();
        try {
          var known = numbers == null ? Numbers.of(leaf) : numbers;
          numbers = known;
          idHigh = known.high().at(identified);
          idLow = known.low().at(identified);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private record Numbers(SegmentValues high, SegmentValues low) {

      static Numbers of(LeafReaderContext leaf) throws IOException {
        return new Numbers(
            new SegmentValues(leaf, IndexFields.ID_HIGH),
            new SegmentValues(leaf, IndexFields.ID_LOW));
      }
    }
  }
}
