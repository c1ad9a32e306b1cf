package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.ScanTerm.Reference;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.search.fields.Filing;
import org.samling.search.fields.HeadingList;
import org.samling.search.fields.HeadingList.Kind;
import org.samling.search.fields.Identifiers;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.SegmentScope;
import org.samling.search.fields.Value;
import org.samling.search.fields.Words;

/**
 * Scans terms: those of all segments of the index, merged by their keys, with references from
 * authority records.
 */
final class HeadingScan {

  private final DirectoryReader reader;
  private final SegmentCaches caches;
  private final SearchScope scope;
  private final Authorities authorities;
  private final ScanRequest request;
  private final Deadline deadline;

  HeadingScan(
      DirectoryReader reader,
      SegmentCaches caches,
      SearchScope scope,
      ScanRequest request,
      Deadline deadline) {
    this.reader = reader;
    this.caches = caches;
    this.scope = scope;
    this.authorities = new Authorities(reader, scope);
    this.request = request;
    this.deadline = deadline;
  }

  /** The form of a key that most records of a scope use. */
  static String display(
      DirectoryReader reader,
      SegmentCaches caches,
      SearchScope scope,
      SearchField field,
      BytesRef key,
      Deadline deadline)
      throws IOException {
    var words = Heading.words(key);
    var request = ScanRequest.of(field, words, 0, 1);
    return new HeadingScan(reader, caches, scope, request, deadline)
        .result().from().stream()
            .filter(term -> term.term().equals(words))
            .map(ScanTerm::display)
            .findFirst()
            .orElse(words);
  }

  ScanResult result() throws IOException {
    var key = new BytesRef(key(request.field(), request.start()));
    var from = cursors(key);
    var before = new ArrayList<HeadingCursor>();
    if (request.before() > 0) {
      for (var cursor : from) {
        before.add(cursor.before());
      }
    }
    return new ScanResult(
        list(before, request.before(), 1, Direction.BACKWARDS).reversed(),
        list(from, request.number(), 0, Direction.FORWARDS));
  }

  private List<HeadingCursor> cursors(BytesRef key) throws IOException {
    var found = new ArrayList<HeadingCursor>();
    for (var leaf : reader.leaves()) {
      var documents = caches.scope(leaf.reader(), scope);
      for (var source : IndexFields.listed(request.field())) {
        found.add(cursor(key, leaf, source, documents));
      }
      if (authorities.mayHaveReferences(request.field())) {
        var references =
            new HeadingList.Source(IndexFields.listedFromName(request.field()), Kind.REFERENCES);
        found.add(cursor(key, leaf, references, caches.authorities(leaf.reader(), scope)));
      }
    }
    return found;
  }

  private HeadingCursor cursor(
      BytesRef key, LeafReaderContext leaf, HeadingList.Source source, SegmentScope documents)
      throws IOException {
    var list = caches.headings(leaf.reader(), source);
    return HeadingCursor.at(key, list, documents, deadline);
  }

  private static String key(SearchField field, String text) {
    if (field.isOrdered()) {
      return IndexFields.listedYear(Identifiers.normalised(text));
    }
    return field.isIdentifier() ? Identifiers.normalised(text) : Filing.key(Words.of(text));
  }

  private List<ScanTerm> list(
      List<HeadingCursor> cursors, int number, int first, Direction direction) throws IOException {
    var terms = new ArrayList<ScanTerm>();
    for (var distance = first; terms.size() < number; ) {
      var key = nearest(cursors, direction);
      if (key == null) {
        break;
      }
      var isListed = distance % (request.step() + 1) == 0;
      var found = new FoundTerm();
      for (var cursor : cursors) {
        for (var term = cursor.term();
            term != null && Heading.has(term, key);
            term = cursor.term()) {
          if (cursor.listsReferences()) {
            found.references.add(term);
          } else {
            found.forms.merge(term, isListed ? cursor.count() : 1L, Long::sum);
          }
          direction.move(cursor);
        }
      }
      var see = see(found.references);
      if (!found.forms.isEmpty() || !see.isEmpty()) {
        if (isListed) {
          terms.add(found.toScanTerm(key, see, seeAlso(key)));
        }
        distance++;
      }
    }
    return terms;
  }

  /** The key that comes next. */
  private static @Nullable BytesRef nearest(List<HeadingCursor> cursors, Direction direction) {
    BytesRef nearest = null;
    for (var cursor : cursors) {
      var term = cursor.term();
      if (term != null && (nearest == null || direction.isNearer(term, nearest))) {
        nearest = term;
      }
    }
    return nearest == null ? null : Heading.key(nearest);
  }

  private List<Reference> see(Set<BytesRef> references) throws IOException {
    var headings = new TreeMap<String, Value>();
    for (var term : references) {
      for (var authority : authorities.bySeeFrom(request.field(), term)) {
        var heading = Objects.requireNonNull(authority.headings().get(request.field())).heading();
        headings.putIfAbsent(heading.key(), heading);
      }
    }
    return used(headings);
  }

  private List<Reference> seeAlso(BytesRef key) throws IOException {
    var headings = new TreeMap<String, Value>();
    if (authorities.mayHaveHeadings(request.field())) {
      for (var authority : authorities.byHeading(request.field(), key)) {
        Objects.requireNonNull(authority.headings().get(request.field()))
            .also()
            .forEach(heading -> headings.putIfAbsent(heading.key(), heading));
      }
    }
    return used(headings);
  }

  /** Those headings, by key, that occur in records of the scope. */
  private List<Reference> used(SortedMap<String, Value> headings) throws IOException {
    var used = new ArrayList<Reference>();
    for (var heading : headings.entrySet()) {
      var count = count(new BytesRef(heading.getKey()));
      if (count > 0) {
        used.add(
            new Reference(Filing.words(heading.getKey()), heading.getValue().display(), count));
      }
    }
    return used;
  }

  /** The number of records in the scope with a key. */
  private long count(BytesRef key) throws IOException {
    var count = 0L;
    for (var leaf : reader.leaves()) {
      var documents = caches.scope(leaf.reader(), scope);
      for (var source : IndexFields.listed(request.field())) {
        var cursor = cursor(key, leaf, source, documents);
        for (var term = cursor.term();
            term != null && Heading.has(term, key);
            term = cursor.term()) {
          count += cursor.count();
          cursor.next();
        }
      }
    }
    return count;
  }

  /** The findings of all segments for one key. */
  private static final class FoundTerm {

    /** The forms in which the key is written, each with its number of records. */
    private final TreeMap<BytesRef, Long> forms = new TreeMap<>();

    /** The see-from forms of authority records. */
    private final TreeSet<BytesRef> references = new TreeSet<>();

    ScanTerm toScanTerm(BytesRef key, List<Reference> see, List<Reference> seeAlso) {
      var usual = forms.isEmpty() ? references.getFirst() : key;
      var most = 0L;
      var count = 0L;
      for (var form : forms.entrySet()) {
        count += form.getValue();
        if (form.getValue() > most) {
          most = form.getValue();
          usual = form.getKey();
        }
      }
      return new ScanTerm(Heading.words(key), Heading.display(usual), count, see, seeAlso);
    }
  }

  private enum Direction {
    FORWARDS,
    BACKWARDS;

    void move(HeadingCursor cursor) throws IOException {
      switch (this) {
        case FORWARDS -> cursor.next();
        case BACKWARDS -> cursor.previous();
      }
    }

    boolean isNearer(BytesRef term, BytesRef than) {
      return switch (this) {
        case FORWARDS -> term.compareTo(than) < 0;
        case BACKWARDS -> term.compareTo(than) > 0;
      };
    }
  }
}
