package org.samling.marc.text;

/**
 * Characters that XML 1.0 does not allow in a text (section 2.2), and bytes that don't decode. Any
 * of them would end the file for a parser. So the parser gets a noncharacter instead of each,
 * U+FDD0 to U+FDEF, and only the record in which it turns up is rejected.
 */
public final class XmlForbidden {

  /** Stands for bytes that are invalid in the file's coding. */
  static final char NOT_CODED = '\uFDD9';

  /** Stands for a code point that is not a character, or not for interchange. */
  static final char NO_CHARACTER = '\uFDDA';

  /**
   * Control characters are mapped here by number; tab and line ends, which are allowed, are not.
   */
  private static final char FIRST = '\uFDD0';

  private static final char LAST = '\uFDEF';

  private XmlForbidden() {}

  /** The character itself if it is allowed, otherwise its substitute. */
  static char substitute(char c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r' ? c : (char) (FIRST + c);
    }
    return c >= '\uFFFE' || isForbidden(c) ? NO_CHARACTER : c;
  }

  /** The substitute for a referenced character that is not allowed, or 0 if it is allowed. */
  static char substitute(int point) {
    if (!Character.isValidCodePoint(point) || Character.getType(point) == Character.SURROGATE) {
      return NO_CHARACTER;
    }
    if (!Character.isBmpCodePoint(point)) {
      return 0;
    }
    var handed = substitute((char) point);
    return handed == point ? 0 : handed;
  }

  /** Whether this is the substitute for a character that is not allowed. */
  public static boolean isForbidden(char c) {
    return c >= FIRST && c <= LAST;
  }

  /** A description of what it replaces, as the object of a sentence. */
  public static String describe(char forbidden) {
    return switch (forbidden) {
      case NOT_CODED -> "bytes that are not in the file's coding";
      case NO_CHARACTER -> "a code point that is not a character";
      default ->
          "the control character U+%04X, which XML does not allow".formatted(forbidden - FIRST);
    };
  }
}
