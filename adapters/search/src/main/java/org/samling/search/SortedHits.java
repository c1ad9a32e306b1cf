package org.samling.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.SortField;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentValues;

/**
 * The hits of a search sorted by keys. Within a segment hits are sorted on demand by the ranks of
 * their keys in that segment ({@link LazyOrder}), and the segments are merged by the keys
 * themselves. The order found so far is remembered.
 *
 * <p>It takes 16 bytes for each hit and 4 for each further key.
 */
final class SortedHits implements Hits {

  /** The maximum number of hits that are sorted. */
  static final int MOST = 2_000_000;

  private static final Comparator<Publication> LATEST_FIRST =
      Comparator.comparingLong(Publication::year)
          .reversed()
          .thenComparingLong(Publication::idHigh)
          .thenComparingLong(Publication::idLow);

  private static final int CHECK_EVERY = 4_096;

  private final PriorityQueue<Segment> segments;
  private final Deadline deadline;
  private final int[] documents;
  private int known;

  private SortedHits(PriorityQueue<Segment> segments, int count, Deadline deadline) {
    this.segments = segments;
    this.deadline = deadline;
    this.documents = new int[count];
  }

  /** Whether hits have to be scored. */
  static boolean isByRelevance(List<SortOrder.Key> keys) {
    return keys.stream().anyMatch(key -> key.field() == SortField.RELEVANCE);
  }

  /**
   * Finds all hits.
   *
   * @param weight the query; scoring, if a key is the relevance
   * @throws SearchException if there are too many, or one lacks a value that it must have
   */
  static SortedHits of(
      List<LeafReaderContext> leaves, Weight weight, long count, SortOrder order, Deadline deadline)
      throws IOException {
    if (count > MOST) {
      throw tooMany(count);
    }
    var segments = new PriorityQueue<Segment>(SortedHits::compare);
    for (var leaf : leaves) {
      var scorer = weight.scorer(leaf);
      if (scorer != null) {
        var segment = new Segment(leaf, scorer, order.keys(), deadline);
        if (segment.advance()) {
          segments.add(segment);
        }
      }
    }
    return new SortedHits(segments, Math.toIntExact(count), deadline);
  }

  static SearchException tooMany(long count) {
    return new SearchException(
        SearchException.Kind.TOO_COSTLY,
        "%d records are too many to sort (more than %d); search for fewer".formatted(count, MOST),
        null);
  }

  @Override
  public int document(long place) throws IOException {
    while (known <= place) {
      var segment = segments.poll();
      if (segment == null) {
        throw new IndexOutOfBoundsException("hit %d of %d".formatted(place, known));
      }
      documents[known++] = segment.document();
      if (segment.advance()) {
        segments.add(segment);
      }
      if (known % CHECK_EVERY == 0 && deadline.shouldExit()) {
        throw deadline.exception(null);
      }
    }
    return documents[(int) place];
  }

  private static int compare(Segment one, Segment other) {
    for (var i = 0; i < one.keys.length; i++) {
      var order = one.keys[i].compareTo(other.keys[i]);
      if (order != 0) {
        return order;
      }
    }
    return LATEST_FIRST.compare(one.publication(), other.publication());
  }

  /**
   * Tie-breakers for hits with the same keys, as in {@link IndexFields#ORDER}.
   *
   * @param year the year of publication
   * @param idHigh the high half of the record's number
   * @param idLow the low half of the record's number
   */
  private record Publication(long year, long idHigh, long idLow) {}

  /** The hits of one segment. */
  private static final class Segment {

    private final LeafReaderContext leaf;
    private final SortKeyValues[] keys;
    private final int[][] ranks;
    private final LazyOrder order;
    private int[] documents = new int[64];
    private float[] scores = {};
    private int count;
    private int hit = -1;
    private @Nullable Publications publications;
    private @Nullable Publication publication;

    Segment(LeafReaderContext leaf, Scorer scorer, List<SortOrder.Key> order, Deadline deadline)
        throws IOException {
      this.leaf = leaf;
      this.keys = new SortKeyValues[order.size()];
      this.ranks = new int[order.size()][];
      var isByRelevance = isByRelevance(order);
      find(scorer, isByRelevance, deadline);
      for (var i = 0; i < keys.length; i++) {
        keys[i] = new SortKeyValues(order.get(i), leaf);
        ranks[i] =
            order.get(i).field() == SortField.RELEVANCE ? scoreRanks(keys[i]) : ranks(keys[i]);
      }
      scores = new float[0];
      this.order = new LazyOrder(ranks[0], count, Arrays.copyOfRange(ranks, 1, ranks.length));
    }

    private void find(Scorer scorer, boolean isByRelevance, Deadline deadline) throws IOException {
      var found = scorer.iterator();
      var live = leaf.reader().getLiveDocs();
      for (var document = found.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = found.nextDoc()) {
        if (live == null || live.get(document)) {
          if (count == documents.length) {
            documents = Arrays.copyOf(documents, 2 * count);
          }
          if (isByRelevance) {
            scores = count < scores.length ? scores : Arrays.copyOf(scores, documents.length);
            scores[count] = scorer.score();
          }
          documents[count++] = document;
          if (count % CHECK_EVERY == 0 && deadline.shouldExit()) {
            throw deadline.exception(null);
          }
        }
      }
    }

    private int[] ranks(SortKeyValues key) throws IOException {
      var found = new int[count];
      for (var i = 0; i < count; i++) {
        found[i] = key.rank(documents[i]);
      }
      return found;
    }

    private int[] scoreRanks(SortKeyValues key) {
      var found = new int[count];
      for (var i = 0; i < count; i++) {
        found[i] = key.rank(scores[i]);
      }
      return found;
    }

    /** Moves to the next hit; false if there is none. */
    boolean advance() {
      hit = order.next();
      publication = null;
      for (var i = 0; i < keys.length && hit >= 0; i++) {
        keys[i].moveTo(ranks[i][hit]);
      }
      return hit >= 0;
    }

    int document() {
      return leaf.docBase + documents[hit];
    }

    private Publication publication() {
      var known = publication;
      if (known == null) {
        try {
          var reading = publications;
          if (reading == null || reading.last > documents[hit]) {
            reading = new Publications(leaf);
            publications = reading;
          }
          known = reading.at(documents[hit]);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        publication = known;
      }
      return known;
    }
  }

  /** Reads the publications of a segment, in ascending order of documents. */
  private static final class Publications {

    private final SegmentValues years;
    private final SegmentValues idsHigh;
    private final SegmentValues idsLow;
    private int last = -1;

    Publications(LeafReaderContext leaf) throws IOException {
      this.years = new SegmentValues(leaf, IndexFields.YEAR_ORDER);
      this.idsHigh = new SegmentValues(leaf, IndexFields.ID_HIGH);
      this.idsLow = new SegmentValues(leaf, IndexFields.ID_LOW);
    }

    Publication at(int document) throws IOException {
      last = document;
      return new Publication(years.at(document), idsHigh.at(document), idsLow.at(document));
    }
  }
}
