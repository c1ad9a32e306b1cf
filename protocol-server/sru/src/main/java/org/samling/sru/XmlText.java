package org.samling.sru;

import org.jspecify.annotations.Nullable;

/** Text that XML 1.0 allows (production Char, section 2.2). */
final class XmlText {

  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /** The text, with other characters replaced. */
  static String legal(String text) {
    @Nullable StringBuilder legal = null;
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      if (!isLegal(c) && legal == null) {
        legal = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (legal != null) {
        legal.appendCodePoint(isLegal(c) ? c : REPLACEMENT);
      }
      i += Character.charCount(c);
    }
    return legal == null ? text : legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
