package org.samling.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.search.FacetField;
import org.samling.core.search.FacetValue;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.Query;
import org.samling.core.search.Ranking;
import org.samling.core.search.RecordRef;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.search.FormTranslation.Breadth;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentValues;

/**
 * The result of a search: the query in Lucene's form, and the state of the index that it searched.
 */
final class LuceneResultSet implements ResultSet {

  private final DirectoryReader reader;
  private final Deadline deadline;
  private final List<LeafReaderContext> leaves;
  private final Weight weight;
  private final Scoring scoring;
  private final Hits hits;
  private final Headings headings;
  private final long count;
  private final long room;
  private boolean isOpen = true;

  private LuceneResultSet(
      DirectoryReader reader,
      Deadline deadline,
      List<LeafReaderContext> leaves,
      Weight weight,
      Scoring scoring,
      Hits hits,
      Headings headings,
      long count,
      long room) {
    this.reader = reader;
    this.deadline = deadline;
    this.leaves = leaves;
    this.weight = weight;
    this.scoring = scoring;
    this.hits = hits;
    this.headings = headings;
    this.count = count;
    this.room = room;
  }

  /**
   * Searches.
   *
   * @param reader the state of the index, which the result set holds until it is closed
   */
  static LuceneResultSet of(
      DirectoryReader reader,
      SearchScope scope,
      Query query,
      SortOrder order,
      SearchSettings settings,
      SegmentCaches caches)
      throws IOException {
    var deadline = new Deadline(settings.searchTimeout());
    try {
      var limited = ExitableDirectoryReader.wrap(reader, deadline);
      var searcher = new IndexSearcher(limited);
      searcher.setQueryCache(null); // repeated searches use their result set
      var forms = new FormTranslation(limited, caches);
      var matching =
          searcher.rewrite(
              new QueryTranslation(limited, scope, settings, caches, forms, Breadth.ALL)
                  .inScope(query));
      var weight = searcher.createWeight(matching, ScoreMode.COMPLETE_NO_SCORES, 1);
      var scoring =
          new Scoring(
              searcher,
              matching,
              () ->
                  Relevance.of(
                      query,
                      forms,
                      (part, breadth) ->
                          new QueryTranslation(limited, scope, settings, caches, forms, breadth)
                              .anywhere(part)));
      var leaves = limited.leaves();
      Headings headings =
          (field, key) -> HeadingScan.display(reader, caches, scope, field, key, deadline);
      var first =
          new FirstHits(leaves, weight, order.keys().isEmpty() ? HitOrder.KEPT : 0, deadline);
      return ordered(
          reader, deadline, leaves, weight, scoring, headings, first.count(), first, order);
    } catch (ExitableDirectoryReader.ExitingReaderException e) {
      throw deadline.exception(e);
    }
  }

  /** How many records a query finds. */
  static long count(
      DirectoryReader reader,
      SearchScope scope,
      Query query,
      SearchSettings settings,
      SegmentCaches caches)
      throws IOException {
    try (var found = of(reader, scope, query, SortOrder.LATEST_FIRST, settings, caches)) {
      return found.count();
    }
  }

  /**
   * Makes a result set that holds the reader and the memory for its order.
   *
   * @param first the first hits, if known
   */
  private static LuceneResultSet ordered(
      DirectoryReader reader,
      Deadline deadline,
      List<LeafReaderContext> leaves,
      Weight weight,
      Scoring scoring,
      Headings headings,
      long count,
      @Nullable FirstHits first,
      SortOrder wanted)
      throws IOException {
    var order =
        wanted.equals(SortOrder.RELEVANCE) && count > SortedHits.MOST
            ? SortOrder.LATEST_FIRST
            : wanted;
    var room = SortMemory.reserve(order, count);
    try {
      var hits =
          order.keys().isEmpty()
              ? new HitOrder(leaves, weight, first, deadline)
              : SortedHits.of(
                  leaves,
                  SortedHits.isByRelevance(order.keys()) ? scoring.weight() : weight,
                  count,
                  order,
                  deadline);
      reader.incRef();
      return new LuceneResultSet(
          reader, deadline, leaves, weight, scoring, hits, headings, count, room);
    } catch (IOException | RuntimeException e) {
      SortMemory.release(room);
      throw e;
    }
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public List<FoundRecord> records(long from, int number) {
    if (from < 1 || from > count + 1) {
      throw new IndexOutOfBoundsException("record %d of %d".formatted(from, count));
    }
    if (number < 0) {
      throw new IllegalArgumentException("a negative number of records: " + number);
    }
    return ask(() -> read(from - 1, Math.min(number, count - from + 1)));
  }

  @Override
  public List<FacetValue> facet(FacetField field, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a negative number of values: " + limit);
    }
    return ask(() -> {
      var values = new ArrayList<FacetValue>();
      for (var value : new FacetCounts(leaves, weight, deadline).most(field, limit)) {
        values.add(
            new FacetValue(Heading.words(value.key()), display(field, value.key()), value.hits()));
      }
      return values;
    });
  }

  private String display(FacetField field, BytesRef key) throws IOException {
    return switch (field) {
      case AUTHOR -> headings.display(SearchField.AUTHOR, key);
      case SUBJECT -> headings.display(SearchField.SUBJECT, key);
      case YEAR, LANGUAGE, MATERIAL -> Heading.words(key);
    };
  }

  @Override
  public ResultSet sorted(SortOrder order) {
    return ask(
        () -> ordered(reader, deadline, leaves, weight, scoring, headings, count, null, order));
  }

  /**
   * Why a record has its place, where these are sorted by relevance; empty if it is not among them.
   */
  Optional<Ranking> ranking(UUID id) {
    if (count > SortedHits.MOST) {
      throw SortedHits.tooMany(count);
    }
    return ask(() -> {
      var wanted = document(id);
      for (var place = 0L; place < count && wanted >= 0; place++) {
        if (hits.document(place) == wanted) {
          var relevance = scoring.source().make();
          return Optional.of(
              new Ranking(
                  place + 1,
                  count,
                  Relevance.score(scoring.searcher(), relevance.query(scoring.matching()), wanted),
                  relevance.parts(scoring.searcher(), wanted)));
        }
      }
      return Optional.empty();
    });
  }

  /** The document of a record, or -1 if there is none. */
  private int document(UUID id) throws IOException {
    for (var leaf : leaves) {
      var live = leaf.reader().getLiveDocs();
      var found = leaf.reader().postings(RecordDocument.id(id));
      for (var next = found == null ? DocIdSetIterator.NO_MORE_DOCS : found.nextDoc();
          found != null && next != DocIdSetIterator.NO_MORE_DOCS;
          next = found.nextDoc()) {
        if (live == null || live.get(next)) {
          return leaf.docBase + next;
        }
      }
    }
    return -1;
  }

  /** Makes a relevance. */
  @FunctionalInterface
  private interface RelevanceSource {
    Relevance make() throws IOException;
  }

  /** The scores of hits, for those who ask for them. */
  private record Scoring(
      IndexSearcher searcher, org.apache.lucene.search.Query matching, RelevanceSource source) {

    Weight weight() throws IOException {
      return searcher.createWeight(
          searcher.rewrite(source.make().query(matching)), ScoreMode.COMPLETE, 1);
    }
  }

  /** Returns the display form of a value in records of the scope. */
  @FunctionalInterface
  interface Headings {
    String display(SearchField field, BytesRef key) throws IOException;
  }

  /** An operation on the result. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException;
  }

  private <T> T ask(Question<T> question) {
    if (!isOpen) {
      throw new IllegalStateException("the result set is closed");
    }
    deadline.start();
    try {
      return CurrentRequest.<T, IOException>step("search", question::ask);
    } catch (ExitableDirectoryReader.ExitingReaderException e) {
      throw deadline.exception(e);
    } catch (IOException | UncheckedIOException e) {
      throw new SearchException(SearchException.Kind.UNAVAILABLE, "the index can't be read", e);
    }
  }

  private List<FoundRecord> read(long from, long number) throws IOException {
    var records = new ArrayList<FoundRecord>();
    var segments = new SegmentRecords[leaves.size()];
    for (var place = from; place < from + number; place++) {
      var document = hits.document(place);
      var segment = ReaderUtil.subIndex(document, leaves);
      var reading = segments[segment];
      if (reading == null) {
        reading = new SegmentRecords(leaves.get(segment));
        segments[segment] = reading;
      }
      records.add(reading.at(document));
    }
    return records;
  }

  @Override
  public void close() {
    if (isOpen) {
      isOpen = false;
      SortMemory.release(room);
      try {
        reader.decRef();
      } catch (IOException e) {
        throw new SearchException(SearchException.Kind.UNAVAILABLE, "the index can't be closed", e);
      }
    }
  }

  /** Reads the records of a segment, in ascending order of documents. */
  private static final class SegmentRecords {

    private final LeafReaderContext leaf;
    private final SegmentValues idsHigh;
    private final SegmentValues idsLow;
    private final SegmentValues owners;
    private final BinaryDocValues contents;

    SegmentRecords(LeafReaderContext leaf) throws IOException {
      this.leaf = leaf;
      this.idsHigh = new SegmentValues(leaf, IndexFields.ID_HIGH);
      this.idsLow = new SegmentValues(leaf, IndexFields.ID_LOW);
      this.owners = new SegmentValues(leaf, IndexFields.OWNER);
      this.contents =
          DocValues.getBinary(FilterLeafReader.unwrap(leaf.reader()), IndexFields.CONTENT);
    }

    FoundRecord at(int document) throws IOException {
      var local = document - leaf.docBase;
      var owner = owners.at(local);
      if (!contents.advanceExact(local)) {
        throw new CorruptIndexException("document " + local + " has no content", leaf.toString());
      }
      var stored = StoredContent.read(contents.binaryValue());
      return new FoundRecord(
          new RecordRef(
              new UUID(idsHigh.at(local), idsLow.at(local)),
              owner == IndexFields.NOBODY ? null : new TenantId(Math.toIntExact(owner))),
          stored.key(),
          stored.marc(),
          stored.content());
    }
  }
}
