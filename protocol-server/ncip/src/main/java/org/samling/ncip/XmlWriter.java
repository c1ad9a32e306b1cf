package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.samling.ncip.data.NcipElement;

/**
 * Writes a message in the form of its version: NCIP 2 as the schema requires, elements in its order
 * and in NCIP's namespace, attributes qualified; NCIP 1 without a namespace. Characters that XML
 * 1.0 does not allow are replaced. A message is one line: some partners read lines.
 */
final class XmlWriter {
  private static final String ATTRIBUTES = "ns1";
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder xml = new StringBuilder(2048);

  /** The prefix of element names. */
  private final String ofElements;

  /** The prefix of attribute names. */
  private final String ofAttributes;

  private XmlWriter(String ofElements, String ofAttributes) {
    this.ofElements = ofElements;
    this.ofAttributes = ofAttributes;
  }

  /** The message that contains one element. */
  static byte[] write(NcipVersion version, NcipElement content) {
    return switch (version.edition()) {
      case ONE -> new XmlWriter("", "").version1(version, content);
      case TWO -> version2(version, content);
    };
  }

  private static byte[] version2(NcipVersion version, NcipElement content) {
    var prefix = version.prefix();
    var writer =
        prefix == null
            ? new XmlWriter("", ATTRIBUTES + ":")
            : new XmlWriter(prefix + ":", prefix + ":");
    writer.begin();
    writer.open(NcipElement.MESSAGE);
    if (prefix == null) {
      writer.namespace("xmlns");
      writer.namespace("xmlns:" + ATTRIBUTES);
    } else {
      writer.namespace("xmlns:" + prefix);
    }
    writer.attribute(NcipElement.VERSION, version.versionToWrite());
    writer.xml.append('>');
    writer.element(content, true);
    return writer.end();
  }

  private byte[] version1(NcipVersion version, NcipElement content) {
    begin();
    version
        .publicIdentifier()
        .ifPresent(id ->
            xml.append("<!DOCTYPE " + NcipElement.MESSAGE + " PUBLIC \"")
                .append(id)
                .append("\" \"")
                .append(version.versionToWrite())
                .append("\">"));
    open(NcipElement.MESSAGE);
    attribute(NcipElement.VERSION, version.versionToWrite());
    xml.append('>');
    element(Version1.toVersion1(content), false);
    return end();
  }

  private void begin() {
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  }

  private byte[] end() {
    close(NcipElement.MESSAGE);
    return xml.toString().getBytes(UTF_8);
  }

  private void namespace(String declaration) {
    xml.append(' ').append(declaration).append("=\"").append(NcipCodec.NAMESPACE).append('"');
  }

  private void open(String name) {
    xml.append('<').append(ofElements).append(name);
  }

  private void close(String name) {
    xml.append("</").append(ofElements).append(name).append('>');
  }

  private void element(NcipElement element, boolean toBeOrdered) {
    open(element.name());
    element.attributes().forEach(this::attribute);
    if (element.children().isEmpty() && element.text().isEmpty()) {
      xml.append("/>");
      return;
    }
    xml.append('>');
    text(element.text(), false);
    for (var child : toBeOrdered ? ContentModels.sorted(element) : element.children()) {
      element(child, toBeOrdered);
    }
    close(element.name());
  }

  private void attribute(String name, String value) {
    xml.append(' ').append(ofAttributes).append(name).append("=\"");
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
        // A parser would turn this one into a newline, and all three into blanks in an attribute.
        case '\r' -> xml.append("&#13;");
        case '\n' -> xml.append("&#10;");
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
