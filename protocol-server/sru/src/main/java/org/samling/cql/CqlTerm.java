package org.samling.cql;

import java.util.ArrayList;
import java.util.List;

/**
 * The meaning of a term's text (CQL 1.2, "Masking", context set cql): {@code *} matches any number
 * of characters, {@code ?} one, {@code ^} the start or the end of the field; a backslash escapes
 * any of these, a quote or another backslash.
 *
 * @param pieces its pieces, in order; adjacent texts are merged
 */
public record CqlTerm(List<Piece> pieces) {

  /** Copies the pieces. */
  public CqlTerm {
    pieces = List.copyOf(pieces);
  }

  /** A piece of a term. */
  public sealed interface Piece {}

  /** Literal characters. */
  public record Text(String text) implements Piece {}

  /** A character with a special meaning. */
  public enum Mask implements Piece {
    /** Any number of characters. */
    ANY,
    /** One character. */
    ONE,
    /** The start or the end of the field. */
    ANCHOR
  }

  /** The result of reading a term's text. */
  public sealed interface ReadResult {}

  /** A term. */
  public record ValidTerm(CqlTerm term) implements ReadResult {}

  /** Not a term: a character is escaped that must not be. */
  public record InvalidEscape(String character) implements ReadResult {}

  /**
   * Reads the text of a term.
   *
   * @param written the text as in {@link CqlNode.SearchClause}
   */
  public static ReadResult of(String written) {
    var pieces = new ArrayList<Piece>();
    var text = new StringBuilder();
    for (var i = 0; i < written.length(); i++) {
      var c = written.charAt(i);
      switch (c) {
        case '*' -> add(pieces, text, Mask.ANY);
        case '?' -> add(pieces, text, Mask.ONE);
        case '^' -> add(pieces, text, Mask.ANCHOR);
        case '\\' -> {
          if (++i == written.length() || "*?^\"\\".indexOf(written.charAt(i)) < 0) {
            return new InvalidEscape(
                i == written.length() ? "" : Character.toString(written.codePointAt(i)));
          }
          text.append(written.charAt(i));
        }
        default -> text.append(c);
      }
    }
    flush(pieces, text);
    return new ValidTerm(new CqlTerm(pieces));
  }

  private static void add(List<Piece> pieces, StringBuilder text, Mask mask) {
    flush(pieces, text);
    pieces.add(mask);
  }

  private static void flush(List<Piece> pieces, StringBuilder text) {
    if (!text.isEmpty()) {
      pieces.add(new Text(text.toString()));
      text.setLength(0);
    }
  }

  /** The text of a term in which every character is literal. */
  public static String escaped(String text) {
    var escaped = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      if ("*?^\\".indexOf(text.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(text.charAt(i));
    }
    return escaped.toString();
  }
}
