package org.samling.search.fields;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The listed terms of one field of one segment of the index, in blocks. Lucene reads terms forwards
 * only; the first term of each block is kept in memory, so that a list can go backwards block by
 * block. Immutable, like a segment's terms.
 */
public final class HeadingList {

  /** The number of terms in a block. */
  private static final int BLOCK = 64;

  private static final byte MARKED_FIRST = (byte) Value.START.charAt(0);
  private static final byte MARKED_LAST = (byte) Value.END.charAt(0);

  /** The first term after those that are marked as first words. */
  private static final BytesRef AFTER_MARKED = new BytesRef(new byte[] {(byte) (MARKED_FIRST + 1)});

  private final Source source;
  private final @Nullable Terms terms;
  private final BytesRef[] firsts;

  /**
   * The source of listed terms.
   *
   * @param field the field of the index
   * @param kind the kind of its terms
   */
  public record Source(String field, Kind kind) {}

  /** The kinds of terms. */
  public enum Kind {
    /** Values of records. */
    VALUES,
    /**
     * Words of a text. Marked words are not listed, nor are words that file differently from their
     * letters.
     */
    WORDS,
    /** See-from forms of authority records. */
    REFERENCES
  }

  public HeadingList(LeafReader reader, Source source) throws IOException {
    this.source = source;
    this.terms = reader.terms(source.field());
    this.firsts = firsts();
  }

  private BytesRef[] firsts() throws IOException {
    var found = new ArrayList<BytesRef>();
    if (terms != null) {
      var all = terms.iterator();
      var count = 0L;
      for (var term = listed(all, all.next()); term != null; term = listed(all, all.next())) {
        if (count++ % BLOCK == 0) {
          found.add(BytesRef.deepCopyOf(term));
        }
      }
    }
    return found.toArray(BytesRef[]::new);
  }

  /** Whether the terms are see-from forms of authority records. */
  public boolean listsReferences() {
    return source.kind() == Kind.REFERENCES;
  }

  /** How many blocks there are. */
  public int blocks() {
    return firsts.length;
  }

  /** Reads terms of the segment; each scan has a reader of its own. */
  public TermsEnum iterator() throws IOException {
    return terms == null ? TermsEnum.EMPTY : terms.iterator();
  }

  /** The block to which a key belongs, or the first. */
  public int blockOf(BytesRef key) {
    var place = Arrays.binarySearch(firsts, key);
    return place >= 0 ? place : Math.max(0, -place - 2);
  }

  /**
   * The terms of a block that occur in documents of a scope.
   *
   * @param termReader the term reader of the scan
   */
  public List<BytesRef> block(int number, TermsEnum termReader, SegmentScope scope)
      throws IOException {
    var found = new ArrayList<BytesRef>(BLOCK);
    var end = number + 1 < firsts.length ? firsts[number + 1] : null;
    var term = termReader.seekCeil(firsts[number]) == SeekStatus.END ? null : termReader.term();
    while (term != null && (end == null || term.compareTo(end) < 0)) {
      if (scope.hasAny(termReader)) {
        found.add(BytesRef.deepCopyOf(term));
      }
      term = listed(termReader, termReader.next());
    }
    return found;
  }

  /** A term, or the first one after it that is listed. */
  private @Nullable BytesRef listed(TermsEnum termReader, @Nullable BytesRef from)
      throws IOException {
    var term = from;
    while (term != null && source.kind() == Kind.WORDS && !isListedWord(term)) {
      term =
          term.bytes[term.offset] == MARKED_FIRST
              ? termReader.seekCeil(AFTER_MARKED) == SeekStatus.END ? null : termReader.term()
              : termReader.next();
    }
    return term;
  }

  private static boolean isListedWord(BytesRef word) {
    var first = word.offset;
    var last = word.offset + word.length - 1;
    if (word.bytes[first] == MARKED_FIRST || word.bytes[last] == MARKED_LAST) {
      return false;
    }
    for (var i = first; i < last; i++) {
      if (word.bytes[i] == 'a' && word.bytes[i + 1] == 'a') {
        return false;
      }
    }
    return true;
  }
}
