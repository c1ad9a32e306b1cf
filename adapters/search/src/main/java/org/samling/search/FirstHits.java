package org.samling.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The number of hits of a search, and the first hits of each segment, found in one pass over the
 * query: most users read the first hits next.
 */
final class FirstHits {

  /** The deadline is checked after this many documents of a segment. */
  private static final int WINDOW = 1 << 15;

  private static final int[] NONE = {};

  private final Weight weight;
  private final int most;
  private final Deadline deadline;
  private final int[][] documents;
  private long count;

  /**
   * Searches.
   *
   * @param most the maximum number of documents kept for each segment
   */
  FirstHits(List<LeafReaderContext> leaves, Weight weight, int most, Deadline deadline)
      throws IOException {
    this.weight = weight;
    this.most = most;
    this.deadline = deadline;
    this.documents = new int[leaves.size()][];
    for (var leaf : leaves) {
      documents[leaf.ord] = look(leaf);
    }
  }

  /** How many hits there are. */
  long count() {
    return count;
  }

  /** The first hits of a segment, by document number, in order. */
  int[] of(LeafReaderContext leaf) {
    return documents[leaf.ord];
  }

  private int[] look(LeafReaderContext leaf) throws IOException {
    var known = weight.count(leaf);
    count += Math.max(0, known);
    var number = known < 0 ? most : Math.min(most, known);
    var supplier = known < 0 || number > 0 ? weight.scorerSupplier(leaf) : null;
    if (supplier == null) {
      return NONE;
    }
    return known < 0
        ? all(supplier, leaf)
        : first(supplier.get(number).iterator(), leaf.reader().getLiveDocs(), number);
  }

  private static int[] first(DocIdSetIterator hits, @Nullable Bits live, int number)
      throws IOException {
    var first = new int[number];
    var found = 0;
    while (found < number) {
      var next = hits.nextDoc();
      if (next == DocIdSetIterator.NO_MORE_DOCS) {
        break;
      }
      if (live == null || live.get(next)) {
        first[found++] = next;
      }
    }
    return found == number ? first : Arrays.copyOf(first, found);
  }

  private int[] all(ScorerSupplier supplier, LeafReaderContext leaf) throws IOException {
    var counting = new HitCollector(most);
    var scorer = supplier.bulkScorer();
    var live = leaf.reader().getLiveDocs();
    var end = leaf.reader().maxDoc();
    for (var next = 0; next < end; ) {
      next = scorer.score(counting, live, next, Math.min(end, next + WINDOW));
      if (deadline.shouldExit()) {
        throw deadline.exception(null);
      }
    }
    count += counting.count;
    return Arrays.copyOf(counting.first, Math.min(most, counting.count));
  }

  private static final class HitCollector implements LeafCollector {

    private final int[] first;
    private int count;

    HitCollector(int most) {
      this.first = new int[most];
    }

    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int document) {
      if (count < first.length) {
        first[count] = document;
      }
      count++;
    }

    @Override
    public void collect(DocIdStream stream) throws IOException {
      if (count < first.length) {
        stream.forEach(this::collect);
      } else {
        count += stream.count();
      }
    }
  }
}
