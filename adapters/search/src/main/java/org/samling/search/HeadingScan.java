package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;

/** Lists terms: those of all segments of the index, merged by their keys. */
final class HeadingScan {

  private final List<HeadingCursor> cursors;
  private final int step;

  private HeadingScan(List<HeadingCursor> cursors, int step) {
    this.cursors = cursors;
    this.step = step;
  }

  static ScanResult of(
      DirectoryReader reader,
      SegmentCaches caches,
      SearchScope scope,
      ScanRequest request,
      Deadline deadline)
      throws IOException {
    var start = new BytesRef(key(request.field(), request.start()));
    var from = new ArrayList<HeadingCursor>();
    for (var leaf : reader.leaves()) {
      var documents = caches.scope(leaf.reader(), scope);
      for (var source : IndexFields.listed(request.field())) {
        var list = caches.headings(leaf.reader(), source);
        from.add(HeadingCursor.at(start, list, documents, deadline));
      }
    }
    var before = new ArrayList<HeadingCursor>();
    if (request.before() > 0) {
      for (var cursor : from) {
        before.add(cursor.before());
      }
    }
    return new ScanResult(
        new HeadingScan(before, request.step()).backwards(request.before()),
        new HeadingScan(from, request.step()).forwards(request.number()));
  }

  private static String key(SearchField field, String text) {
    if (field.isOrdered()) {
      return IndexFields.listedYear(Identifiers.compact(text));
    }
    return field.isIdentifier() ? Identifiers.compact(text) : Filing.key(Words.of(text));
  }

  private List<ScanTerm> forwards(int number) throws IOException {
    return list(number, 0, Direction.FORWARDS);
  }

  private List<ScanTerm> backwards(int number) throws IOException {
    return list(number, 1, Direction.BACKWARDS).reversed();
  }

  private List<ScanTerm> list(int number, int first, Direction direction) throws IOException {
    var terms = new ArrayList<ScanTerm>();
    for (var distance = first; terms.size() < number; distance++) {
      var key = nearest(direction);
      if (key == null) {
        break;
      }
      var isTold = distance % (step + 1) == 0;
      var forms = new TreeMap<BytesRef, Long>();
      for (var cursor : cursors) {
        for (var term = cursor.term();
            term != null && Heading.has(term, key);
            term = cursor.term()) {
          if (isTold) {
            forms.merge(term, (long) cursor.count(), Long::sum);
          }
          direction.move(cursor);
        }
      }
      if (isTold) {
        terms.add(told(key, forms));
      }
    }
    return terms;
  }

  /** The key that comes next. */
  private @Nullable BytesRef nearest(Direction direction) {
    BytesRef nearest = null;
    for (var cursor : cursors) {
      var term = cursor.term();
      if (term != null && (nearest == null || direction.isNearer(term, nearest))) {
        nearest = term;
      }
    }
    return nearest == null ? null : Heading.key(nearest);
  }

  /** A term of the forms in which it is written, each with how many records have it so. */
  private static ScanTerm told(BytesRef key, SequencedMap<BytesRef, Long> forms) {
    var usual = key;
    var most = 0L;
    var count = 0L;
    for (var form : forms.entrySet()) {
      count += form.getValue();
      if (form.getValue() > most) {
        most = form.getValue();
        usual = form.getKey();
      }
    }
    return new ScanTerm(Heading.words(key), Heading.display(usual), count);
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
