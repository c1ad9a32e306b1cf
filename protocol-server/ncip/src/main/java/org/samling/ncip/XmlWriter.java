package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes a message as the schema demands it: elements in its order and in NCIP's namespace,
 * attributes qualified. Characters that XML 1.0 has no place for are replaced.
 */
final class XmlWriter {
  private static final String PREFIX = "ns1";
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder xml = new StringBuilder(2048);

  private XmlWriter() {}

  /** The message that holds one element. */
  static byte[] write(String version, NcipElement content) {
    var writer = new XmlWriter();
    writer
        .xml
        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NCIPMessage xmlns=\"")
        .append(NcipCodec.NAMESPACE)
        .append("\" xmlns:" + PREFIX + "=\"")
        .append(NcipCodec.NAMESPACE)
        .append('"');
    writer.attribute(NcipElement.VERSION, version);
    writer.xml.append('>');
    writer.element(content);
    writer.xml.append("</NCIPMessage>");
    return writer.xml.toString().getBytes(UTF_8);
  }

  private void element(NcipElement element) {
    xml.append('<').append(element.name());
    element.attributes().forEach(this::attribute);
    if (element.children().isEmpty() && element.text().isEmpty()) {
      xml.append("/>");
      return;
    }
    xml.append('>');
    text(element.text(), false);
    ContentModels.inOrder(element).forEach(this::element);
    xml.append("</").append(element.name()).append('>');
  }

  private void attribute(String name, String value) {
    xml.append(" " + PREFIX + ":").append(name).append("=\"");
    text(value, true);
    xml.append('"');
  }

  private void text(String text, boolean inAttribute) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append(inAttribute ? "&quot;" : "\"");
        // A parser would make a newline of this one, and blanks of all three in an attribute.
        case '\r' -> xml.append("&#13;");
        case '\n' -> xml.append(inAttribute ? "&#10;" : "\n");
        case '\t' -> xml.append(inAttribute ? "&#9;" : "\t");
        default -> {
          if (isCharacter(c)) {
            xml.appendCodePoint(c);
          } else {
            xml.append(REPLACEMENT);
          }
        }
      }
    }
  }

  /** The production Char of XML 1.0, section 2.2, without the three that are escaped. */
  private static boolean isCharacter(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
