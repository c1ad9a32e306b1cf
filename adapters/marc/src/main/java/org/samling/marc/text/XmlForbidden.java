package org.samling.marc.text;

/**
 * Characters that a text of XML 1.0 must not hold (section 2.2), and bytes that are no characters.
 * One of them would end the file for a parser. So the parser is handed a noncharacter for each,
 * U+FDD0 to U+FDEF, and the record in which it turns up is rejected alone.
 */
public final class XmlForbidden {

  /** Stands for bytes that are not in the coding of the file. */
  static final char NOT_CODED = '\uFDD9';

  /** Stands for what is no character, or none to be sent to others. */
  static final char NO_CHARACTER = '\uFDDA';

  /**
   * A control character stands here by its number; tab and line ends, which are allowed, do not.
   */
  private static final char FIRST = '\uFDD0';

  private static final char LAST = '\uFDEF';

  private XmlForbidden() {}

  /** The character itself where it is allowed, or else what stands for it. */
  static char handed(char c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r' ? c : (char) (FIRST + c);
    }
    return c >= '\uFFFE' || isForbidden(c) ? NO_CHARACTER : c;
  }

  /** What stands for the character of a reference where it is not allowed, or 0 where it is. */
  static char handed(int point) {
    if (!Character.isValidCodePoint(point) || Character.getType(point) == Character.SURROGATE) {
      return NO_CHARACTER;
    }
    if (!Character.isBmpCodePoint(point)) {
      return 0;
    }
    var handed = handed((char) point);
    return handed == point ? 0 : handed;
  }

  /** Whether this stands for a character that is not allowed. */
  public static boolean isForbidden(char c) {
    return c >= FIRST && c <= LAST;
  }

  /** What it stands for, as the object of a sentence. */
  public static String name(char forbidden) {
    return switch (forbidden) {
      case NOT_CODED -> "bytes that are not in the file's coding";
      case NO_CHARACTER -> "something that is no character";
      default ->
          "the control character U+%04X, which XML does not allow".formatted(forbidden - FIRST);
    };
  }
}
