package org.samling.search;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.samling.core.search.SearchScope;

/** Finds the documents in a scope, by the members cached for each segment. */
final class ScopeQuery extends Query {

  private final SearchScope scope;
  private final SegmentCaches caches;

  ScopeQuery(SearchScope scope, SegmentCaches caches) {
    this.scope = scope;
    this.caches = caches;
  }

  /** Whether the index has any document outside the scope. */
  boolean excludesAny(IndexReader reader) throws IOException {
    for (var leaf : reader.leaves()) {
      if (!caches.members(leaf.reader(), scope).areWholeSegment()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {

      @Override
      public int count(LeafReaderContext leaf) throws IOException {
        var members = caches.members(leaf.reader(), scope);
        return members.areWholeSegment()
            ? leaf.reader().numDocs()
            : leaf.reader().hasDeletions() ? -1 : members.count();
      }

      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        var members = caches.members(leaf.reader(), scope);
        var all = leaf.reader().maxDoc();
        var found =
            members.documents() == null
                ? DocIdSetIterator.all(all)
                : new BitSetIterator(members.documents(), members.count());
        return ConstantScoreScorerSupplier.fromIterator(found, score(), scoreMode, all);
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false; // it is cached already
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return scope.toString();
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && scope.equals(((ScopeQuery) other).scope)
        && caches == ((ScopeQuery) other).caches;
  }

  @Override
  public int hashCode() {
    return 31 * classHash() + scope.hashCode();
  }
}
