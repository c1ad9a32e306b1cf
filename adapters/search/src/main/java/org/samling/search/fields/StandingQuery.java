package org.samling.search.fields;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/** Adds a little for a number that a record has: less than any word that is found. */
public final class StandingQuery extends Query {

  private static final int OLD = 1900;
  private static final int NEW = 2100;

  /** What a year between these two adds at most. */
  private static final float MOST_FOR_YEAR = 2;

  private static final float FOR_TWICE_AS_MANY = 0.125f;

  private final String field;

  private StandingQuery(String field) {
    this.field = field;
  }

  /** For the year of publication. */
  public static StandingQuery ofYear() {
    return new StandingQuery(IndexFields.YEAR_ORDER);
  }

  /** For the number of libraries that have it. */
  public static StandingQuery ofHolders() {
    return new StandingQuery(IndexFields.HOLDERS);
  }

  private float score(long value) {
    return field.equals(IndexFields.YEAR_ORDER)
        ? MOST_FOR_YEAR * (Math.clamp(value, OLD, NEW) - OLD) / (NEW - OLD)
        : FOR_TWICE_AS_MANY * (float) (Math.log1p(value) / Math.log(2));
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {

      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        return new DefaultScorerSupplier(
            new Standing(
                DocIdSetIterator.all(leaf.reader().maxDoc()),
                DocValues.getNumeric(FilterLeafReader.unwrap(leaf.reader()), field)));
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false;
      }
    };
  }

  private final class Standing extends Scorer {

    private final DocIdSetIterator documents;
    private final NumericDocValues values;

    Standing(DocIdSetIterator documents, NumericDocValues values) {
      this.documents = documents;
      this.values = values;
    }

    @Override
    public int docID() {
      return documents.docID();
    }

    @Override
    public DocIdSetIterator iterator() {
      return documents;
    }

    @Override
    public float getMaxScore(int upTo) {
      return Float.POSITIVE_INFINITY;
    }

    @Override
    public float score() throws IOException {
      return values.advanceExact(docID()) ? StandingQuery.this.score(values.longValue()) : 0;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String defaultField) {
    return "standing by " + field;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && field.equals(((StandingQuery) other).field);
  }

  @Override
  public int hashCode() {
    return 31 * classHash() + field.hashCode();
  }
}
