package org.samling.search;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.DocIdSetBuilder;
import org.jspecify.annotations.Nullable;
import org.samling.search.fields.TokenPattern;
import org.samling.search.fields.WordList;

/** Finds documents with a left-truncated word, by the {@link WordList}s. */
final class LeftTruncationQuery extends Query {

  private final String field;
  private final TokenPattern pattern;
  private final boolean isOfWords;
  private final SegmentCaches caches;

  /**
   * Makes a query.
   *
   * @param pattern a pattern that is open on the left and has no masks
   * @param isOfWords whether the field's words are marked as first and last
   */
  LeftTruncationQuery(String field, TokenPattern pattern, boolean isOfWords, SegmentCaches caches) {
    this.field = field;
    this.pattern = pattern;
    this.isOfWords = isOfWords;
    this.caches = caches;
  }

  /** The words of a segment that match, whether or not they must be first or last. */
  static List<BytesRef> words(
      LeafReader reader,
      String field,
      TokenPattern pattern,
      boolean isOfWords,
      SegmentCaches caches)
      throws IOException {
    var list = caches.words(reader, field, isOfWords);
    var wanted = new BytesRef(pattern.text());
    return pattern.openRight() ? list.containing(wanted) : list.endingWith(wanted);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {

      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        var reader = context.reader();
        var terms = reader.terms(field);
        var words = words(reader, field, pattern, isOfWords, caches);
        if (terms == null || words.isEmpty()) {
          return null;
        }
        var documents = new DocIdSetBuilder(reader.maxDoc(), terms);
        var reading = terms.iterator();
        PostingsEnum postings = null;
        for (var word : words) {
          if (reading.seekExact(pattern.token(word))) {
            postings = reading.postings(postings, PostingsEnum.NONE);
            documents.add(postings);
          }
        }
        return new DefaultScorerSupplier(
            new ConstantScoreScorer(score(), mode, documents.build().iterator()));
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return true;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return field + ":" + pattern;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeftTruncationQuery query
        && field.equals(query.field)
        && pattern.equals(query.pattern);
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, pattern);
  }
}
