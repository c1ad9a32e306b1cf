package org.samling.cql;

import java.util.ArrayList;
import java.util.List;

/**
 * What the text of a term means (CQL 1.2, "Masking", context set cql): {@code *} stands for any
 * number of characters, {@code ?} for one, {@code ^} for the begin or the end of the field; a
 * backslash before one of these, before a quote or another backslash takes its meaning away.
 *
 * @param pieces what it is made of, in its order; texts next to each other are one
 */
public record CqlTerm(List<Piece> pieces) {

  /** Copies the pieces. */
  public CqlTerm {
    pieces = List.copyOf(pieces);
  }

  /** A piece of a term. */
  public sealed interface Piece {}

  /** Characters that mean themselves. */
  public record Text(String text) implements Piece {}

  /** A character that means something else. */
  public enum Mask implements Piece {
    /** Any number of characters. */
    ANY,
    /** One character. */
    ONE,
    /** The begin or the end of the field. */
    ANCHOR
  }

  /** What became of the text of a term. */
  public sealed interface Read {}

  /** A term. */
  public record Understood(CqlTerm term) implements Read {}

  /** None: a character is escaped that can't be. */
  public record Unescapable(String character) implements Read {}

  /**
   * Reads the text of a term.
   *
   * @param written the text as {@link CqlNode.SearchClause} has it
   */
  public static Read of(String written) {
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
            return new Unescapable(
                i == written.length() ? "" : Character.toString(written.codePointAt(i)));
          }
          text.append(written.charAt(i));
        }
        default -> text.append(c);
      }
    }
    flush(pieces, text);
    return new Understood(new CqlTerm(pieces));
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

  /** The text of a term in which every character means itself. */
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
