package org.samling.search.fields;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** The documents of a segment that are in a scope and not deleted, to count those with a term. */
public final class SegmentScope {

  private final @Nullable Bits members;
  private final @Nullable Bits live;
  private final Map<HeadingList, EmptyBlocks> empty;

  /**
   * Makes a scope in a segment.
   *
   * @param members the segment's documents in the scope, including deleted ones; null for all that
   *     are in any scope
   * @param empty what is known of lists in this scope of this segment
   */
  public SegmentScope(
      LeafReader reader, @Nullable Bits members, Map<HeadingList, EmptyBlocks> empty) {
    this.members = members;
    this.live = reader.getLiveDocs();
    this.empty = empty;
  }

  /** The blocks of a list that are known to have no term of the scope. */
  public EmptyBlocks empty(HeadingList list) {
    return empty.computeIfAbsent(list, one -> new EmptyBlocks(one.blocks()));
  }

  /** The first document with the current term, or {@link DocIdSetIterator#NO_MORE_DOCS}. */
  public int first(TermsEnum term) throws IOException {
    var documents = term.postings(null, PostingsEnum.NONE);
    var next = documents.nextDoc();
    while (next != DocIdSetIterator.NO_MORE_DOCS && !has(next)) {
      next = documents.nextDoc();
    }
    return next;
  }

  /** Whether any document has the current term. */
  boolean hasAny(TermsEnum term) throws IOException {
    return (members == null && live == null) || first(term) != DocIdSetIterator.NO_MORE_DOCS;
  }

  /** The number of documents with the current term. */
  public int count(TermsEnum term) throws IOException {
    if (members == null && live == null) {
      return term.docFreq();
    }
    var documents = term.postings(null, PostingsEnum.NONE);
    var count = 0;
    for (var next = documents.nextDoc();
        next != DocIdSetIterator.NO_MORE_DOCS;
        next = documents.nextDoc()) {
      if (has(next)) {
        count++;
      }
    }
    return count;
  }

  private boolean has(int document) {
    return (members == null || members.get(document)) && (live == null || live.get(document));
  }
}
