package org.samling.routes.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Truncation;
import org.samling.cql.CqlTerm;
import org.samling.cql.CqlTerm.Mask;
import org.samling.cql.DiagnosticCode;

/**
 * The words of a term, split at blanks, with their masks and anchors.
 *
 * @param words the words, at least one
 */
record CqlWords(List<Word> words) {

  /**
   * A word.
   *
   * @param plain its text without masks
   * @param masked its text with the core's masks
   * @param shape where its masks are
   * @param atStart whether it is anchored at the start of the field
   * @param atEnd whether it is anchored at the end of the field
   */
  record Word(String plain, String masked, Truncation shape, boolean atStart, boolean atEnd) {

    /** Whether it matches any word. */
    boolean isAny() {
      return plain.isEmpty() && shape != Truncation.NONE && masked.indexOf(Query.ONE_CHARACTER) < 0;
    }

    boolean isAnchored() {
      return atStart || atEnd;
    }

    Anchor anchor() {
      return CqlWords.anchor(atStart, atEnd);
    }

    /** Its text as a term with its shape needs it. */
    String text() {
      return shape == Truncation.MASKED ? masked : plain;
    }
  }

  CqlWords {
    words = List.copyOf(words);
  }

  /**
   * Splits the text of a term.
   *
   * @param written the text in the query
   * @param masked whether masking characters count as such
   * @throws CqlRefusal where there is no word, or an escape or anchor in the wrong place
   */
  public static CqlWords of(String written, boolean masked) {
    if (written.length() > Query.MAX_TEXT) {
      throw new CqlRefusal(
          DiagnosticCode.TOO_MANY_CHARACTERS_IN_TERM, Integer.toString(Query.MAX_TEXT));
    }
    var reader = new Reader();
    switch (CqlTerm.of(masked ? written : CqlTerm.escaped(written))) {
      case CqlTerm.InvalidEscape(var character) ->
          throw new CqlRefusal(DiagnosticCode.NON_SPECIAL_CHARACTER_ESCAPED, character);
      case CqlTerm.ValidTerm(var term) -> term.pieces().forEach(reader::take);
    }
    var words = reader.end();
    if (words.isEmpty()) {
      throw new CqlRefusal(DiagnosticCode.EMPTY_TERM_UNSUPPORTED, "");
    }
    return new CqlWords(words);
  }

  private static Anchor anchor(boolean atStart, boolean atEnd) {
    return atStart
        ? atEnd ? Anchor.WHOLE_FIELD : Anchor.FIELD_START
        : atEnd ? Anchor.FIELD_END : Anchor.ANYWHERE;
  }

  boolean isPlain() {
    return words.stream().allMatch(w -> w.shape() == Truncation.NONE);
  }

  boolean isAnchored() {
    return words.stream().anyMatch(Word::isAnchored);
  }

  /** Whether the term matches any value. */
  boolean isAny() {
    return words.size() == 1 && words.getFirst().isAny() && !isAnchored();
  }

  /** The anchor of all words as one phrase. */
  Anchor anchor() {
    for (var i = 0; i < words.size(); i++) {
      if ((words.get(i).atStart() && i > 0) || (words.get(i).atEnd() && i < words.size() - 1)) {
        throw new CqlRefusal(
            DiagnosticCode.ANCHOR_IN_UNSUPPORTED_POSITION, "^ within the words of a phrase");
      }
    }
    return anchor(words.getFirst().atStart(), words.getLast().atEnd());
  }

  /** The truncation of all words as one phrase. */
  Truncation truncation() {
    if (isPlain()) {
      return Truncation.NONE;
    }
    if (words.size() == 1) {
      return words.getFirst().shape();
    }
    var inner = words.subList(1, words.size() - 1);
    var first = words.getFirst().shape();
    var last = words.getLast().shape();
    if (inner.stream().allMatch(w -> w.shape() == Truncation.NONE)) {
      if (first == Truncation.NONE && last == Truncation.RIGHT) {
        return Truncation.RIGHT;
      }
      if (first == Truncation.LEFT && last == Truncation.NONE) {
        return Truncation.LEFT;
      }
    }
    return Truncation.MASKED;
  }

  /** The text of all words as one phrase. */
  String text() {
    var isMasked = truncation() == Truncation.MASKED;
    return words.stream()
        .map(w -> isMasked ? w.masked() : w.plain())
        .collect(Collectors.joining(" "));
  }

  /** Splits pieces into words. */
  private static final class Reader {

    private final List<Word> words = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder masked = new StringBuilder();
    private final List<Integer> masks = new ArrayList<>();
    private boolean atStart;
    private boolean atEnd;
    private boolean hasOneCharacterMask;

    void take(CqlTerm.Piece piece) {
      switch (piece) {
        case CqlTerm.Text(var text) -> text.codePoints().forEach(this::character);
        case Mask.ANY -> mask(Query.ANY_CHARACTERS);
        case Mask.ONE -> {
          mask(Query.ONE_CHARACTER);
          hasOneCharacterMask = true;
        }
        case Mask.ANCHOR -> anchor();
      }
    }

    private void character(int c) {
      if (Character.isWhitespace(c)) {
        flush();
        return;
      }
      refuseAfterAnchor();
      plain.appendCodePoint(c);
      if (c == Query.ANY_CHARACTERS || c == Query.ONE_CHARACTER || c == Query.ESCAPE) {
        masked.append(Query.ESCAPE);
      }
      masked.appendCodePoint(c);
    }

    private void mask(char mask) {
      refuseAfterAnchor();
      masks.add(plain.length());
      masked.append(mask);
    }

    private void anchor() {
      if (masked.isEmpty()) {
        atStart = true;
      } else {
        refuseAfterAnchor();
        atEnd = true;
      }
    }

    private void refuseAfterAnchor() {
      if (atEnd) {
        throw new CqlRefusal(DiagnosticCode.ANCHOR_IN_UNSUPPORTED_POSITION, "^ within a word");
      }
    }

    private void flush() {
      if (!masked.isEmpty()) {
        words.add(new Word(plain.toString(), masked.toString(), shape(), atStart, atEnd));
      } else if (atStart) {
        throw new CqlRefusal(DiagnosticCode.ANCHOR_IN_UNSUPPORTED_POSITION, "^ without a word");
      }
      plain.setLength(0);
      masked.setLength(0);
      masks.clear();
      atStart = false;
      atEnd = false;
      hasOneCharacterMask = false;
    }

    private Truncation shape() {
      if (masks.isEmpty()) {
        return Truncation.NONE;
      }
      var end = plain.length();
      if (hasOneCharacterMask || masks.stream().anyMatch(at -> at > 0 && at < end)) {
        return Truncation.MASKED;
      }
      var left = masks.contains(0);
      var right = masks.contains(end);
      return left && right ? Truncation.BOTH : left ? Truncation.LEFT : Truncation.RIGHT;
    }

    List<Word> end() {
      flush();
      return words;
    }
  }
}
