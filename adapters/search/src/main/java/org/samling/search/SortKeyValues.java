package org.samling.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.Direction;
import org.samling.core.search.SortOrder.SortField;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentValues;

/**
 * The values of one sort key in one segment. A rank is the position of a value among the segment's
 * values; lower ranks come first.
 */
final class SortKeyValues {

  private static final int LOWEST = -1;
  private static final int HIGHEST = Integer.MAX_VALUE;

  private final SortOrder.Key key;
  private final @Nullable SortedDocValues texts;
  private final @Nullable SegmentValues years;
  private int current = LOWEST;
  private @Nullable BytesRef text;

  SortKeyValues(SortOrder.Key key, LeafReaderContext leaf) throws IOException {
    this.key = key;
    if (key.field() == SortField.RELEVANCE) {
      this.texts = null;
      this.years = null;
    } else if (key.field() == SortField.YEAR) {
      this.texts = null;
      this.years = new SegmentValues(leaf, IndexFields.YEAR_ORDER);
    } else {
      this.texts = DocValues.getSorted(leaf.reader(), IndexFields.name(key.field()));
      this.years = null;
    }
  }

  /**
   * The rank of a document, which must not precede one already asked for.
   *
   * @throws SearchException if it has no value and must have one
   */
  int rank(int document) throws IOException {
    var rank = known(document);
    return directed(rank == LOWEST ? missing() : rank);
  }

  /** The rank of a document with a score, where documents are sorted by relevance. */
  int rank(float score) {
    return directed(
        Float.floatToIntBits(score)); // scores are positive: they order as their bits do
  }

  /** The ordinal of a document's value among all values, or {@link #LOWEST} if it has none. */
  private int known(int document) throws IOException {
    if (texts != null) {
      return texts.advanceExact(document) ? texts.ordValue() : LOWEST;
    }
    var year = years == null ? IndexFields.NO_YEAR : Math.toIntExact(years.at(document));
    return year == IndexFields.NO_YEAR ? LOWEST : year;
  }

  private int missing() {
    return switch (key.missing()) {
      case LOWEST -> LOWEST;
      case HIGHEST -> HIGHEST;
      case REFUSED ->
          throw new SearchException(
              SearchException.Kind.MISSING_VALUE,
              "a record has no %s to sort by".formatted(IndexFields.word(key.field())),
              null);
    };
  }

  private int directed(int rank) {
    return key.direction() == Direction.DESCENDING ? ~rank : rank;
  }

  /** Moves to the value with a rank. */
  void moveTo(int rank) {
    var value = directed(rank);
    if (value != current) {
      current = value;
      text = null;
    }
  }

  /** Compares the current value with another segment's current value for the same key. */
  int compareTo(SortKeyValues other) {
    var order =
        texts == null || isMissing() || other.isMissing()
            ? Integer.compare(side(), other.side())
            : text().compareTo(other.text());
    return key.direction() == Direction.DESCENDING ? -order : order;
  }

  private boolean isMissing() {
    return current == LOWEST || current == HIGHEST;
  }

  /**
   * A year itself; for texts only whether there is a value, or it sorts before or after all others.
   */
  private int side() {
    return texts == null || isMissing() ? current : 0;
  }

  private BytesRef text() {
    var known = text;
    if (known == null && texts != null) {
      try {
        known = BytesRef.deepCopyOf(texts.lookupOrd(current));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      text = known;
    }
    return known == null ? new BytesRef() : known;
  }
}
