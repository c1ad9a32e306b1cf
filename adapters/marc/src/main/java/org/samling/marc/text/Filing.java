package org.samling.marc.text;

/**
 * Nonfiling text: danMARC2 marks its end, MARC 21 counts its characters in an indicator, and here
 * it stands between U+0098 and U+009C.
 */
public final class Filing {

  private static final char BEGIN = '\u0098';
  private static final char END = '\u009C';

  /** The largest count that an indicator can express. */
  private static final int MAX_COUNT = 9;

  private Filing() {}

  /**
   * The number of nonfiling characters at the beginning of a text; 0 if an indicator can't express
   * it.
   */
  public static int count(String text) {
    var end = text.indexOf(END);
    if (end < 0 || text.charAt(0) != BEGIN) {
      return 0;
    }
    var after = end + 1;
    while (after < text.length() && text.charAt(after) == ' ') {
      after++;
    }
    // Not counting the two marks.
    var count = after - 2;
    return after == text.length() || count > MAX_COUNT ? 0 : count;
  }

  /** The text without the marks. */
  public static String withoutMarks(String text) {
    if (text.indexOf(END) < 0 && text.indexOf(BEGIN) < 0) {
      return text;
    }
    var unmarked = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c != BEGIN && c != END) {
        unmarked.append(c);
      }
    }
    return unmarked.toString();
  }

  /** The text with marks around the characters counted by a MARC 21 indicator. */
  public static String withMarks(String text, char indicator) {
    var count = indicator - '0';
    return count < 1 || count > MAX_COUNT || count >= text.length() || text.indexOf(END) >= 0
        ? text
        : BEGIN + text.substring(0, count) + END + text.substring(count);
  }

  /** The nonfiling part without blanks around it; empty if there is none. */
  public static String nonfilingPart(String marked) {
    var end = marked.indexOf(END);
    return end < 0 ? "" : withoutMarks(marked.substring(0, end)).strip();
  }

  /** The part that files. */
  public static String filingPart(String marked) {
    return withoutMarks(marked.substring(marked.indexOf(END) + 1)).strip();
  }

  /**
   * Converts the double brackets of older danMARC2 records to marks: {@code <<Den >>femte}, and
   * {@code <<form shown=form that files>>}, of which the first is kept.
   */
  public static String fromBrackets(String text) {
    var begin = text.indexOf("<<");
    var end = begin < 0 ? -1 : text.indexOf(">>", begin);
    if (end < 0) {
      return text;
    }
    var inside = text.substring(begin + 2, end);
    var equals = inside.indexOf('=');
    if (equals >= 0) {
      return text.substring(0, begin) + inside.substring(0, equals) + text.substring(end + 2);
    }
    return begin == 0
        ? BEGIN + inside + END + text.substring(end + 2)
        : text.substring(0, begin) + inside + text.substring(end + 2);
  }
}
