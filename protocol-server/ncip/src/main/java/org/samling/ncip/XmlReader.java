package org.samling.ncip;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxException;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.CharArrayReader;
import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;

/**
 * Parses a document into elements, in bounded memory and without fetching anything. Skips
 * extensions and elements of foreign namespaces with their content.
 */
final class XmlReader {
  static final String EXTENSION = "Ext";

  private final NcipLimits limits;

  XmlReader(NcipLimits limits) {
    this.limits = limits;
  }

  /**
   * A document.
   *
   * @throws NcipFormatException if the bytes are not such a document or exceed a limit
   */
  XmlDocument read(byte[] bytes) {
    if (bytes.length > limits.maxBytes()) {
      throw NcipFormatException.syntax(
          "The message has more than " + limits.maxBytes() + " bytes", 0, 0);
    }
    var chars = XmlCharacters.of(bytes);
    if (chars.chars().allMatch(Character::isWhitespace)) {
      throw NcipFormatException.syntax("The message is empty", 0, 0);
    }
    XMLStreamReader2 xml = null;
    try {
      xml = open(chars);
      return document(xml);
    } catch (XMLStreamException e) {
      throw refused(e, xml);
    }
  }

  /**
   * A factory keeps the names that its parsers meet. Each message gets its own, so that no sender
   * can fill the memory with names.
   */
  private XMLStreamReader2 open(CharBuffer chars) throws XMLStreamException {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, (long) limits.maxBytes());
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.maxDepth());
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) limits.maxElements());
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, limits.maxTextLength());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, limits.maxTextLength());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.maxAttributes());
    return (XMLStreamReader2)
        factory.createXMLStreamReader(
            new CharArrayReader(
                chars.array(), chars.arrayOffset() + chars.position(), chars.remaining()));
  }

  private XmlDocument document(XMLStreamReader2 xml) throws XMLStreamException {
    Deque<OpenElement> open = new ArrayDeque<>();
    NcipElement root = null;
    String prefix = null;
    boolean hasDocumentType = false;
    int skipped = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD -> {
          checkDocumentType(xml);
          hasDocumentType = true;
        }
        case XMLStreamConstants.START_ELEMENT -> {
          if (skipped > 0 || isSkipped(xml, open.isEmpty())) {
            skipped++;
          } else {
            prefix = prefix == null ? xml.getPrefix() : prefix;
            open.push(new OpenElement(xml));
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (skipped == 0) {
            addText(open.element(), xml);
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
    if (root == null) {
      throw NcipFormatException.syntax("The message has no element", 1, 1);
    }
    return new XmlDocument(root, prefix == null ? "" : prefix, hasDocumentType);
  }

  /** Nothing is fetched for a document type, and it must not have declarations of its own. */
  private static void checkDocumentType(XMLStreamReader2 xml) throws XMLStreamException {
    var declarations = xml.getDTDInfo().getDTDInternalSubset();
    if (declarations != null && !declarations.isBlank()) {
      throw NcipFormatException.syntax(
          "The DOCTYPE holds declarations; leave them out", line(xml), column(xml));
    }
  }

  private static boolean isSkipped(XMLStreamReader2 xml, boolean root) {
    var namespace = xml.getNamespaceURI();
    boolean foreign =
        namespace != null && !namespace.isEmpty() && !namespace.equals(NcipCodec.NAMESPACE);
    if (foreign && root) {
      throw NcipFormatException.syntax(
          "The root element is of a foreign namespace; NCIP 2 has "
              + NcipCodec.NAMESPACE
              + ", NCIP 1 none",
          line(xml),
          column(xml));
    }
    return foreign || (!root && xml.getLocalName().equals(EXTENSION));
  }

  private void addText(OpenElement element, XMLStreamReader2 xml) {
    if (element.text.length() + xml.getTextLength() > limits.maxTextLength()) {
      throw NcipFormatException.syntax(
          "A text has more than " + limits.maxTextLength() + " characters",
          element.line,
          element.column);
    }
    element.text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
  }

  private static NcipFormatException refused(XMLStreamException e, @Nullable XMLStreamReader2 xml) {
    int line = e.getLocation() != null ? e.getLocation().getLineNumber() : line(xml);
    int column = e.getLocation() != null ? e.getLocation().getColumnNumber() : column(xml);
    // The parser's message continues with the position on a second line.
    var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    if (!(e instanceof WstxException)) {
      return NcipFormatException.syntax(
          "The message goes beyond a limit: " + message, line, column);
    }
    if (message.contains("general entity")) {
      // Without the entity's name: it may be half a password that should have been escaped.
      return NcipFormatException.syntax(
          "The message names an entity; write & as &amp; and any other character as itself",
          line,
          column);
    }
    return NcipFormatException.syntax(
        "The message is not well-formed XML", ": " + message, line, column);
  }

  private static int line(@Nullable XMLStreamReader2 xml) {
    return xml == null ? 1 : xml.getLocation().getLineNumber();
  }

  private static int column(@Nullable XMLStreamReader2 xml) {
    return xml == null ? 1 : xml.getLocation().getColumnNumber();
  }

  /** An element whose end tag has not been read yet. */
  private static final class OpenElement {
    private final String name;
    private final Map<String, String> attributes = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final List<NcipElement> children = new ArrayList<>();
    private final int line;
    private final int column;

    OpenElement(XMLStreamReader2 xml) {
      this.name = xml.getLocalName();
      this.line = line(xml);
      this.column = column(xml);
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        var attribute = xml.getAttributeLocalName(i);
        if (attribute.equalsIgnoreCase(NcipElement.VERSION)) {
          attributes.putIfAbsent(NcipElement.VERSION, xml.getAttributeValue(i).strip());
        } else if (attribute.equalsIgnoreCase(NcipElement.SCHEME)) {
          attributes.putIfAbsent(NcipElement.SCHEME, xml.getAttributeValue(i).strip());
        }
      }
    }

    NcipElement end() {
      return new NcipElement(name, attributes, text.toString().strip(), children, line, column);
    }
  }
}
