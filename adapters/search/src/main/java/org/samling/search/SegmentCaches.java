package org.samling.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader.CacheKey;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;

/**
 * What is kept in memory of each segment of the index, for as long as the segment is: where its
 * terms begin in blocks, its words by their ends, and which documents are in a scope. Most segments
 * outlive many states of the index. Safe for use by many threads.
 */
final class SegmentCaches {

  /** Of so many scopes the members are kept. */
  private static final int SCOPES = 128;

  /** Where a scope has fewer than one in so many documents, they are listed one by one. */
  private static final int SPARSE = 256;

  private final Map<CacheKey, Segment> segments = new ConcurrentHashMap<>();

  /** Prepares what the next list of terms would have to wait for. */
  void prepare(LeafReader reader) throws IOException {
    for (var field : SearchField.values()) {
      for (var source : IndexFields.listed(field)) {
        var _ = headings(reader, source);
      }
    }
  }

  /** The terms of a segment that can be listed. */
  HeadingList headings(LeafReader reader, HeadingList.Source source) throws IOException {
    var known = segment(reader).headings;
    var list = known.get(source);
    if (list == null) {
      list = new HeadingList(reader, source);
      known.put(source, list);
    }
    return list;
  }

  /**
   * The words of a segment, to find them by their ends. They are read when they are first asked
   * for.
   *
   * @param isOfWords whether words are marked as first and last there
   */
  WordList words(LeafReader reader, String field, boolean isOfWords) throws IOException {
    var known = segment(reader).words;
    var list = known.get(field);
    if (list == null) {
      synchronized (known) { // one makes it, whoever else needs it waits
        list = known.get(field);
        if (list == null) {
          list = new WordList(reader, field, isOfWords);
          known.put(field, list);
        }
      }
    }
    return list;
  }

  /** A segment's documents in a scope. */
  SegmentScope scope(LeafReader reader, SearchScope scope) throws IOException {
    return in(reader, new Marks(IndexFields.SCOPE, IndexFields.marks(scope)));
  }

  /** A segment's authority records that count in a scope. */
  SegmentScope authorities(LeafReader reader, SearchScope scope) throws IOException {
    return in(reader, new Marks(IndexFields.AUTHORITY_SCOPE, IndexFields.authorityMarks(scope)));
  }

  private SegmentScope in(LeafReader reader, Marks marks) throws IOException {
    return new SegmentScope(reader, segment(reader).members(reader, marks));
  }

  private Segment segment(LeafReader reader) {
    var core = reader.getCoreCacheHelper();
    var known = segments.get(core.getKey());
    if (known == null) {
      known = segments.computeIfAbsent(core.getKey(), _ -> new Segment());
      core.addClosedListener(segments::remove);
    }
    return known;
  }

  private static final class Segment {

    private final Map<HeadingList.Source, HeadingList> headings = new ConcurrentHashMap<>();
    private final Map<String, WordList> words = new ConcurrentHashMap<>();
    private final SequencedMap<Marks, Members> members = new LinkedHashMap<>(16, 0.75f, true);

    /** The documents with any of some marks, or null for all that have any. */
    synchronized @Nullable Bits members(LeafReader reader, Marks marks) throws IOException {
      var known = members.get(marks);
      if (known == null) {
        known = find(reader, marks);
        members.put(marks, known);
        if (members.size() > SCOPES) {
          var _ = members.pollFirstEntry();
        }
      }
      return known.documents();
    }

    private static Members find(LeafReader reader, Marks marks) throws IOException {
      var found = new FixedBitSet(reader.maxDoc());
      var terms = reader.terms(marks.field());
      if (terms == null) {
        return new Members(found);
      }
      var reading = terms.iterator();
      for (var mark : marks.texts()) {
        if (reading.seekExact(mark)) {
          found.or(reading.postings(null));
        }
      }
      var count = found.cardinality();
      if (count == terms.getDocCount()) {
        return new Members(null);
      }
      DocIdSetIterator few = new BitSetIterator(found, count);
      return new Members(
          count < reader.maxDoc() / SPARSE ? BitSet.of(few, reader.maxDoc()) : found);
    }
  }

  /** Marks of which documents have one in a field. */
  private record Marks(String field, Set<BytesRef> texts) {}

  /** Documents of a segment; null for all that are in any scope. */
  private record Members(@Nullable Bits documents) {}
}
