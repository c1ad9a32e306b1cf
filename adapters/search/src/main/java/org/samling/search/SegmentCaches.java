package org.samling.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.lucene.index.IndexReader.CacheKey;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.search.fields.EmptyBlocks;
import org.samling.search.fields.HeadingList;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentScope;
import org.samling.search.fields.WordList;

/**
 * Caches for each segment of the index, for as long as the segment lives: where blocks of its terms
 * begin, its words by their ends, and which documents are in a scope. Most segments outlive many
 * states of the index. Safe for use by many threads.
 */
final class SegmentCaches {

  /** The members are cached for this many scopes. */
  private static final int SCOPES = 128;

  /** If a scope has fewer than one in this many documents, they are stored as a sparse set. */
  private static final int SPARSE = 256;

  private final Map<CacheKey, Segment> segments = new ConcurrentHashMap<>();

  /** Warms up what the next scan would have to wait for. */
  void prepare(LeafReader reader) throws IOException {
    for (var field : SearchField.values()) {
      for (var source : IndexFields.listed(field)) {
        var _ = headings(reader, source);
      }
    }
  }

  /** The listed terms of a segment. */
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
   * The words of a segment, for look-up by their ends. They are read on first use.
   *
   * @param isOfWords whether the field's words are marked as first and last
   */
  WordList words(LeafReader reader, String field, boolean isOfWords) throws IOException {
    var known = segment(reader).words;
    var list = known.get(field);
    if (list == null) {
      synchronized (known) { // one thread makes it, others that need it wait
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
    return members(reader, scope).scope(reader);
  }

  /** A segment's authority records that apply in a scope. */
  SegmentScope authorities(LeafReader reader, SearchScope scope) throws IOException {
    return segment(reader)
        .members(
            reader, new Marked(IndexFields.AUTHORITY_SCOPE, scope), IndexFields::authorityMarks)
        .scope(reader);
  }

  /** A segment's documents in a scope, including deleted ones. */
  Members members(LeafReader reader, SearchScope scope) throws IOException {
    return segment(reader)
        .members(reader, new Marked(IndexFields.scopeField(scope), scope), IndexFields::marks);
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
    private final SequencedMap<Marked, Members> members = new LinkedHashMap<>(16, 0.75f, true);

    /** The documents with any of a scope's marks. */
    synchronized Members members(
        LeafReader reader, Marked marked, Function<SearchScope, Set<BytesRef>> marks)
        throws IOException {
      var known = members.get(marked);
      if (known == null) {
        known = find(reader, marked.field(), marks.apply(marked.scope()));
        members.put(marked, known);
        if (members.size() > SCOPES) {
          var _ = members.pollFirstEntry();
        }
      }
      return known;
    }

    private static Members find(LeafReader reader, String field, Set<BytesRef> marks)
        throws IOException {
      var found = new FixedBitSet(reader.maxDoc());
      var terms = reader.terms(field);
      if (terms == null) {
        return new Members(found, 0, false);
      }
      var reading = terms.iterator();
      for (var mark : marks) {
        if (reading.seekExact(mark)) {
          found.or(reading.postings(null));
        }
      }
      var count = found.cardinality();
      if (count == reader.maxDoc()) {
        return new Members(null, count, true);
      }
      DocIdSetIterator few = new BitSetIterator(found, count);
      return new Members(
          count < reader.maxDoc() / SPARSE ? BitSet.of(few, reader.maxDoc()) : found,
          count,
          count == marked(reader, IndexFields.SCOPE) + marked(reader, IndexFields.AUTHORITY_SCOPE));
    }

    private static int marked(LeafReader reader, String field) throws IOException {
      var terms = reader.terms(field);
      return terms == null ? 0 : terms.getDocCount();
    }
  }

  /** A field and the scope whose marks are looked for in it. */
  private record Marked(String field, SearchScope scope) {}

  /**
   * The documents of a segment that are in a scope.
   *
   * @param documents the documents, or null for all of the segment
   * @param count how many
   * @param areAllMarked whether these are all documents that are in any scope
   * @param empty the blocks of lists that have no term of the scope, as far as scans have seen
   */
  record Members(
      @Nullable BitSet documents,
      int count,
      boolean areAllMarked,
      Map<HeadingList, EmptyBlocks> empty) {

    Members(@Nullable BitSet documents, int count, boolean areAllMarked) {
      this(documents, count, areAllMarked, new ConcurrentHashMap<>());
    }

    /** Whether all documents of the segment are in the scope. */
    boolean areWholeSegment() {
      return documents == null;
    }

    private SegmentScope scope(LeafReader reader) {
      return new SegmentScope(reader, areAllMarked ? null : documents, empty);
    }
  }
}
