package org.samling.search;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.samling.search.fields.HeadingList;
import org.samling.search.fields.SegmentScope;

/** A place in the terms of a segment that documents of a scope have. */
final class HeadingCursor {

  private final HeadingList list;
  private final SegmentScope scope;
  private final TermsEnum reading;
  private final Deadline deadline;
  private int number;
  private List<BytesRef> block;
  private int place;

  private HeadingCursor(
      HeadingList list,
      SegmentScope scope,
      TermsEnum reading,
      Deadline deadline,
      int number,
      List<BytesRef> block,
      int place) {
    this.list = list;
    this.scope = scope;
    this.reading = reading;
    this.deadline = deadline;
    this.number = number;
    this.block = block;
    this.place = place;
  }

  /** The place of the first term that does not file before a key. */
  static HeadingCursor at(BytesRef key, HeadingList list, SegmentScope scope, Deadline deadline)
      throws IOException {
    var cursor = new HeadingCursor(list, scope, list.iterator(), deadline, 0, List.of(), 0);
    if (list.blocks() > 0) {
      cursor.load(list.blockOf(key));
      var found = Collections.binarySearch(cursor.block, key);
      cursor.place = found >= 0 ? found : -found - 1;
      cursor.settleForwards();
    }
    return cursor;
  }

  /** The place before this one. Both read the segment in turns. */
  HeadingCursor before() throws IOException {
    var before = new HeadingCursor(list, scope, reading, deadline, number, block, place);
    before.previous();
    return before;
  }

  /** The term at this place, or null where the terms end. */
  @Nullable BytesRef term() {
    return place >= 0 && place < block.size() ? block.get(place) : null;
  }

  /** Whether its terms are forms from which authority records lead elsewhere. */
  boolean isOfReferences() {
    return list.isOfReferences();
  }

  /** How many documents of the scope have the term at this place. */
  long count() throws IOException {
    var term = term();
    return term != null && reading.seekExact(term) ? scope.count(reading) : 0;
  }

  void next() throws IOException {
    place++;
    settleForwards();
  }

  void previous() throws IOException {
    place--;
    while (place < 0 && number > 0) {
      load(number - 1);
      place = block.size() - 1;
    }
  }

  private void settleForwards() throws IOException {
    while (place >= block.size() && number + 1 < list.blocks()) {
      load(number + 1);
      place = 0;
    }
  }

  private void load(int wanted) throws IOException {
    if (deadline.shouldExit()) {
      throw deadline.passed(null);
    }
    number = wanted;
    block = list.block(wanted, reading, scope);
  }
}
