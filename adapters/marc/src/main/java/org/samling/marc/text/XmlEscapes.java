package org.samling.marc.text;

/** Escapes texts for XML 1.0. */
public final class XmlEscapes {

  private XmlEscapes() {}

  /** Appends a text, for an element or an attribute. */
  public static void append(StringBuilder out, String text) {
    text.codePoints().forEach(c -> append(out, c));
  }

  /**
   * A character that XML 1.0 does not allow becomes U+FFFD, so that the rest of the record gets
   * through.
   */
  public static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\r' -> out.append("&#13;");
      default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
    }
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
