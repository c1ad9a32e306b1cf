package org.samling.search;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.search.fields.EmptyBlocks;
import org.samling.search.fields.HeadingList;
import org.samling.search.fields.SegmentScope;

/** A position among the terms of a segment that occur in documents of a scope. */
final class HeadingCursor {

  private final HeadingList list;
  private final SegmentScope scope;
  private final EmptyBlocks empty;
  private final TermsEnum termReader;
  private final Deadline deadline;
  private int number;
  private List<BytesRef> block;
  private int index;

  private HeadingCursor(
      HeadingList list,
      SegmentScope scope,
      TermsEnum termReader,
      Deadline deadline,
      int number,
      List<BytesRef> block,
      int index) {
    this.list = list;
    this.scope = scope;
    this.empty = scope.empty(list);
    this.termReader = termReader;
    this.deadline = deadline;
    this.number = number;
    this.block = block;
    this.index = index;
  }

  /** A cursor at the first term that does not file before a key. */
  static HeadingCursor at(BytesRef key, HeadingList list, SegmentScope scope, Deadline deadline)
      throws IOException {
    var cursor = new HeadingCursor(list, scope, list.iterator(), deadline, 0, List.of(), 0);
    if (list.blocks() > 0) {
      cursor.load(list.blockOf(key));
      var found = Collections.binarySearch(cursor.block, key);
      cursor.index = found >= 0 ? found : -found - 1;
      cursor.settleForwards();
    }
    return cursor;
  }

  /** A cursor at the position before this one. Both share one reader of the segment. */
  HeadingCursor before() throws IOException {
    var before = new HeadingCursor(list, scope, termReader, deadline, number, block, index);
    before.previous();
    return before;
  }

  /** The term at this position, or null at the end. */
  @Nullable BytesRef term() {
    return index >= 0 && index < block.size() ? block.get(index) : null;
  }

  /** Whether its terms are see-from forms of authority records. */
  boolean listsReferences() {
    return list.listsReferences();
  }

  /** The number of documents in the scope with the term at this position. */
  long count() throws IOException {
    var term = term();
    return term != null && termReader.seekExact(term) ? scope.count(termReader) : 0;
  }

  void next() throws IOException {
    index++;
    settleForwards();
  }

  void previous() throws IOException {
    index--;
    for (var earlier = empty.previous(number - 1);
        index < 0 && earlier >= 0;
        earlier = empty.previous(number - 1)) {
      load(earlier);
      index = block.size() - 1;
    }
  }

  private void settleForwards() throws IOException {
    for (var later = empty.next(number + 1);
        index >= block.size() && later >= 0;
        later = empty.next(number + 1)) {
      load(later);
      index = 0;
    }
  }

  private void load(int wanted) throws IOException {
    if (deadline.shouldExit()) {
      throw deadline.exception(null);
    }
    number = wanted;
    block = empty.has(wanted) ? List.of() : list.block(wanted, termReader, scope);
    if (block.isEmpty()) {
      empty.add(wanted);
    }
  }
}
