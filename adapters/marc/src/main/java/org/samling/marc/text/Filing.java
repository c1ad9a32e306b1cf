package org.samling.marc.text;

/**
 * What is passed over in filing: danMARC2 marks its end, MARC 21 counts its characters in an
 * indicator, and here it stands between U+0098 and U+009C.
 */
public final class Filing {

  private static final char BEGIN = '\u0098';
  private static final char END = '\u009C';

  /** The largest count that an indicator can tell. */
  private static final int MOST = 9;

  private Filing() {}

  /**
   * How many characters at the begin of a text are passed over; 0 where an indicator can't tell.
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
    // Without the two marks.
    var count = after - 2;
    return after == text.length() || count > MOST ? 0 : count;
  }

  /** The text without marks. */
  public static String unmarked(String text) {
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

  /** The text with marks around what an indicator of MARC 21 counts. */
  public static String marked(String text, char indicator) {
    var count = indicator - '0';
    return count < 1 || count > MOST || count >= text.length() || text.indexOf(END) >= 0
        ? text
        : BEGIN + text.substring(0, count) + END + text.substring(count);
  }

  /** What is passed over, without blanks around it; empty where there is nothing. */
  public static String prefix(String marked) {
    var end = marked.indexOf(END);
    return end < 0 ? "" : unmarked(marked.substring(0, end)).strip();
  }

  /** What is filed. */
  public static String rest(String marked) {
    return unmarked(marked.substring(marked.indexOf(END) + 1)).strip();
  }

  /**
   * Marks what older records of danMARC2 write in double brackets: {@code <<Den >>femte}, and
   * {@code <<form on the page=form that files>>}, of which the first is kept.
   */
  public static String ofBrackets(String text) {
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
