package org.samling.iso18626;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Converts documents to elements and back, in bounded memory and without fetching anything.
 * Elements of foreign namespaces are skipped with their content; a document type is refused.
 */
final class Iso18626Xml {

  private static final int MAX_DEPTH = 32;
  private static final long MAX_ELEMENTS = 2_000;
  private static final int MAX_TEXT = 16 * 1024;
  private static final int MAX_ATTRIBUTES = 16;
  private static final char REPLACEMENT = '\uFFFD';

  private Iso18626Xml() {}

  /**
   * The root element of a document.
   *
   * @throws Iso18626FormatException if the bytes are not such a document or exceed a limit
   */
  static Iso18626Element read(byte[] bytes, int maxBytes) {
    if (bytes.length > maxBytes) {
      throw Iso18626FormatException.badlyFormed("The message has more than " + maxBytes + " bytes");
    }
    try {
      var root = document(open(bytes));
      if (root == null) {
        throw Iso18626FormatException.badlyFormed("The message has no element");
      }
      return root;
    } catch (XMLStreamException e) {
      var at = e.getLocation();
      throw Iso18626FormatException.badlyFormed(
          "The message is not well-formed XML, or exceeds a limit"
              + (at == null
                  ? ""
                  : " (line %d, column %d)".formatted(at.getLineNumber(), at.getColumnNumber())));
    }
  }

  /**
   * A factory keeps the names that its parsers meet. Each message gets its own, so that no sender
   * can fill the memory with names.
   */
  private static XMLStreamReader2 open(byte[] bytes) throws XMLStreamException {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, (long) bytes.length + 1);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_TEXT);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    return (XMLStreamReader2) factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
  }

  private static @Nullable Iso18626Element document(XMLStreamReader2 xml)
      throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    Iso18626Element root = null;
    var skipped = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD ->
            throw Iso18626FormatException.badlyFormed("A message must not have a DOCTYPE");
        case XMLStreamConstants.START_ELEMENT -> {
          if (skipped > 0 || isForeign(xml)) {
            skipped++;
          } else {
            open.push(new Open(xml.getLocalName(), version(xml)));
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (skipped == 0 && !open.isEmpty()) {
            open.element().take(xml.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (skipped > 0) {
            skipped--;
          } else {
            var element = open.pop().end();
            if (open.isEmpty()) {
              root = element;
            } else {
              open.element().children.add(element);
            }
          }
        }
        default -> {
          // Comments and processing instructions are ignored.
        }
      }
    }
    return root;
  }

  private static boolean isForeign(XMLStreamReader2 xml) {
    var namespace = xml.getNamespaceURI();
    return namespace != null && !namespace.isEmpty() && !namespace.equals(Iso18626Codec.NAMESPACE);
  }

  /** Senders write the attribute with the namespace, as in the schema, or without. */
  private static @Nullable String version(XMLStreamReader2 xml) {
    for (var i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals("version")) {
        return xml.getAttributeValue(i).strip();
      }
    }
    return null;
  }

  /** An element whose end tag has not been read yet. */
  private static final class Open {
    private final String name;
    private final @Nullable String version;
    private final StringBuilder text = new StringBuilder();
    private final List<Iso18626Element> children = new ArrayList<>();

    Open(String name, @Nullable String version) {
      this.name = name;
      this.version = version;
    }

    void take(String more) {
      if (text.length() + more.length() > MAX_TEXT) {
        throw Iso18626FormatException.badlyFormed(
            "A text has more than " + MAX_TEXT + " characters");
      }
      text.append(more);
    }

    Iso18626Element end() {
      return new Iso18626Element(name, version, text.toString().strip(), children);
    }
  }

  /** The message that contains an element. */
  static byte[] write(String version, Iso18626Element content) {
    var xml = new StringBuilder(1_024);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ISO18626Message xmlns=\"")
        .append(Iso18626Codec.NAMESPACE)
        .append("\" xmlns:ill=\"")
        .append(Iso18626Codec.NAMESPACE)
        .append("\" ill:version=\"");
    text(version, xml);
    xml.append("\">");
    element(content, xml);
    return xml.append("</ISO18626Message>\n").toString().getBytes(UTF_8);
  }

  private static void element(Iso18626Element element, StringBuilder xml) {
    xml.append('<').append(element.name()).append('>');
    text(element.text(), xml);
    element.children().forEach(child -> element(child, xml));
    xml.append("</").append(element.name()).append('>');
  }

  private static void text(String text, StringBuilder xml) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\r' -> xml.append("&#13;");
            default -> xml.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
          }
        });
  }

  /** The production Char of XML 1.0, section 2.2. */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
