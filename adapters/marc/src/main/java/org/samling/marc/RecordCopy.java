package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.marc.text.XmlForbidden;

/**
 * Copies an element of an XML file, while it is being read, into a document of its own: the same
 * elements, attributes, texts and comments, with inherited namespaces declared on it. The escape of
 * a {@linkplain XmlForbidden character that XML does not allow} stays in the copy, so the copy is
 * well-formed XML but is not taken for the record.
 */
final class RecordCopy {

  /** The largest copy, in characters; as large as the largest record of ISO 2709. */
  private static final int MAX_LENGTH = Iso2709Frames.MAX_RECORD;

  /** How much of a larger element is kept for the report. */
  private static final int KEPT_OF_OVERSIZE = 64 * 1024;

  private final StringBuilder text = new StringBuilder(2048);
  private final Deque<Map<String, String>> scopes = new ArrayDeque<>();
  private boolean full;

  /** The field being copied. */
  private @Nullable String tag;

  private char forbidden;
  private @Nullable String defect;

  RecordCopy() {
    scopes.push(Map.of("", ""));
  }

  /** Adds the reader's current event. */
  void add(XMLStreamReader xml) {
    if (full) {
      return;
    }
    var wasSound = defect == null;
    switch (xml.getEventType()) {
      case XMLStreamConstants.START_ELEMENT -> start(xml);
      case XMLStreamConstants.END_ELEMENT -> {
        scopes.pop();
        text.append("</").append(name(xml.getPrefix(), xml.getLocalName())).append('>');
      }
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
          escape(xml.getText(), false);
      case XMLStreamConstants.COMMENT -> {
        note(xml.getText());
        text.append("<!--").append(xml.getText()).append("-->");
      }
      default -> {
        // Processing instructions don't matter to a record.
      }
    }
    if (text.length() > MAX_LENGTH) {
      full = true;
      text.setLength(KEPT_OF_OVERSIZE);
      text.trimToSize();
      defect = "The record has more than " + MAX_LENGTH + " characters, the maximum size.";
    } else if (forbidden != 0 && wasSound) {
      defect =
          "%s holds %s (line %d)."
              .formatted(
                  tag == null ? "The record" : "Field " + tag,
                  XmlForbidden.describe(forbidden),
                  xml.getLocation().getLineNumber());
    }
  }

  /** Why the record can't be read, or null if the copy shows no defect. */
  @Nullable String defect() {
    return defect;
  }

  /** The document, in UTF-8. */
  Bytes toBytes() {
    return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void start(XMLStreamReader xml) {
    var outer = scopes.getFirst();
    var declared = new HashMap<String, String>();
    for (var i = 0; i < xml.getNamespaceCount(); i++) {
      declared.put(orEmpty(xml.getNamespacePrefix(i)), orEmpty(xml.getNamespaceURI(i)));
    }
    declared.put(orEmpty(xml.getPrefix()), orEmpty(xml.getNamespaceURI()));
    for (var i = 0; i < xml.getAttributeCount(); i++) {
      var prefix = orEmpty(xml.getAttributePrefix(i));
      if (!prefix.isEmpty() && !prefix.equals("xml")) {
        declared.put(prefix, orEmpty(xml.getAttributeNamespace(i)));
      }
    }
    declared.entrySet().removeIf(e -> e.getValue().equals(outer.get(e.getKey())));
    var named = xml.getAttributeValue(null, "tag");
    tag = named == null ? tag : named;
    text.append('<').append(name(xml.getPrefix(), xml.getLocalName()));
    declared.keySet().stream()
        .sorted()
        .forEach(prefix -> {
          text.append(prefix.isEmpty() ? " xmlns" : " xmlns:").append(prefix).append("=\"");
          escape(orEmpty(declared.get(prefix)), true);
          text.append('"');
        });
    for (var i = 0; i < xml.getAttributeCount(); i++) {
      text.append(' ').append(name(xml.getAttributePrefix(i), xml.getAttributeLocalName(i)));
      text.append("=\"");
      escape(xml.getAttributeValue(i), true);
      text.append('"');
    }
    text.append('>');
    if (declared.isEmpty()) {
      scopes.push(outer);
    } else {
      var inner = new HashMap<>(outer);
      inner.putAll(declared);
      scopes.push(inner);
    }
  }

  private static String name(@Nullable String prefix, String localName) {
    return prefix == null || prefix.isEmpty() ? localName : prefix + ":" + localName;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Records the first character that is not allowed. */
  private void note(String value) {
    for (var i = 0; i < value.length() && forbidden == 0; i++) {
      forbidden = XmlForbidden.isForbidden(value.charAt(i)) ? value.charAt(i) : 0;
    }
  }

  private void escape(String value, boolean inAttribute) {
    note(value);
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '\r' -> text.append("&#13;");
        case '"', '\n', '\t' -> {
          if (inAttribute) {
            text.append("&#").append((int) c).append(';');
          } else {
            text.append(c);
          }
        }
        default -> text.append(c);
      }
    }
  }
}
