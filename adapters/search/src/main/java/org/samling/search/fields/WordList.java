package org.samling.search.fields;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IntroSorter;
import org.jspecify.annotations.Nullable;

/**
 * The words of one field of one segment of the index, for look-up by ending or substring: Lucene
 * finds terms only by their beginning. Immutable, like a segment's words. It takes as many bytes as
 * the words, and nine more for each word.
 */
public final class WordList {

  private static final byte BETWEEN = 0;
  private static final byte MARKED_FIRST = (byte) Value.START.charAt(0);
  private static final byte MARKED_LAST = (byte) Value.END.charAt(0);

  /** The first term after those that are marked as first words. */
  private static final BytesRef AFTER_MARKED = new BytesRef(new byte[] {(byte) (MARKED_FIRST + 1)});

  /** All words in order, with {@link #BETWEEN} before each and after the last. */
  private final byte[] text;

  /** Where each word begins; the last entry is where another word would begin. */
  private final int[] starts;

  /** The numbers of the words, ordered by their ends. */
  private final int[] byEnd;

  /**
   * Reads the words.
   *
   * @param isOfWords whether the field's words are marked as first and last; marked ones are left
   *     out
   */
  public WordList(LeafReader reader, String field, boolean isOfWords) throws IOException {
    var bytes = new byte[] {BETWEEN};
    var size = 1;
    var places = new int[] {1};
    var count = 0;
    var terms = reader.terms(field);
    if (terms != null) {
      var all = terms.iterator();
      for (var word = plain(all, all.next(), isOfWords);
          word != null;
          word = plain(all, all.next(), isOfWords)) {
        bytes = ArrayUtil.grow(bytes, Math.addExact(size, word.length + 1));
        System.arraycopy(word.bytes, word.offset, bytes, size, word.length);
        size += word.length;
        bytes[size++] = BETWEEN;
        places = ArrayUtil.grow(places, count + 2);
        places[++count] = size;
      }
    }
    text = Arrays.copyOf(bytes, size);
    starts = Arrays.copyOf(places, count + 1);
    byEnd = new int[count];
    Arrays.setAll(byEnd, number -> number);
    new ByEnd().sort(0, count);
  }

  private static @Nullable BytesRef plain(
      TermsEnum reading, @Nullable BytesRef from, boolean isOfWords) throws IOException {
    var term = from;
    while (term != null && isOfWords && isMarked(term)) {
      term =
          term.bytes[term.offset] == MARKED_FIRST
              ? reading.seekCeil(AFTER_MARKED) == SeekStatus.END ? null : reading.term()
              : reading.next();
    }
    return term;
  }

  private static boolean isMarked(BytesRef term) {
    return term.bytes[term.offset] == MARKED_FIRST
        || term.bytes[term.offset + term.length - 1] == MARKED_LAST;
  }

  /** The words that end with something, in order. */
  public List<BytesRef> endingWith(BytesRef end) {
    var from = firstNotBefore(end);
    var to = from;
    while (to < byEnd.length && compareEnd(byEnd[to], end) == 0) {
      to++;
    }
    return Arrays.stream(byEnd, from, to).sorted().mapToObj(this::word).toList();
  }

  /** The words that contain something, in order. */
  public List<BytesRef> containing(BytesRef part) {
    var found = new ArrayList<BytesRef>();
    var first = part.bytes[part.offset];
    for (var i = 1; i <= text.length - part.length; i++) {
      if (text[i] == first
          && Arrays.equals(
              text, i, i + part.length, part.bytes, part.offset, part.offset + part.length)) {
        var place = Arrays.binarySearch(starts, i);
        var number = place >= 0 ? place : -place - 2;
        found.add(word(number));
        i = starts[number + 1] - 1;
      }
    }
    return found;
  }

  private BytesRef word(int number) {
    return new BytesRef(text, starts[number], starts[number + 1] - 1 - starts[number]);
  }

  private int firstNotBefore(BytesRef end) {
    var low = 0;
    var high = byEnd.length;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (compareEnd(byEnd[middle], end) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares a word, read backwards, with an ending; 0 if it ends so. */
  private int compareEnd(int number, BytesRef end) {
    var at = starts[number + 1] - 2;
    for (var i = end.offset + end.length - 1; i >= end.offset; i--, at--) {
      var compared = Byte.compareUnsigned(text[at], end.bytes[i]);
      if (compared != 0) {
        return compared; // the separator before a word is less than everything
      }
    }
    return 0;
  }

  /** Sorts the numbers of words by their ends. */
  private final class ByEnd extends IntroSorter {

    private int pivot;

    @Override
    protected void setPivot(int place) {
      pivot = byEnd[place];
    }

    @Override
    protected int comparePivot(int place) {
      return compareBackwards(pivot, byEnd[place]);
    }

    @Override
    protected void swap(int one, int other) {
      var kept = byEnd[one];
      byEnd[one] = byEnd[other];
      byEnd[other] = kept;
    }

    private int compareBackwards(int one, int other) {
      var at = starts[one + 1] - 2;
      var there = starts[other + 1] - 2;
      while (text[at] == text[there] && text[at] != BETWEEN) {
        at--;
        there--;
      }
      return Byte.compareUnsigned(text[at], text[there]);
    }
  }
}
