package org.samling.marc;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.samling.marc.text.MarcFormatException;
import org.samling.marc.text.XmlText;

/**
 * Walks through an XML file with the JDK's StAX parser, without document types, external entities
 * or anything else that could expand a small file or reach outside it. Memory is bounded: limits on
 * depth and on the size of one piece apply before the parser has assembled it.
 */
final class XmlCursor {

  private static final int MAX_DEPTH = 64;

  /** The maximum size of one text, comment or tag in characters, within the parser's own buffer. */
  private static final int MAX_PIECE = Iso2709Frames.MAX_RECORD;

  private final XmlText text;
  private final XMLStreamReader xml;
  private @Nullable RecordCopy copy;
  private long tagOffset;
  private int depth;

  /**
   * Opens a file.
   *
   * @param in its bytes
   * @param charset their coding
   * @param offset how many bytes of the file precede them
   * @throws XMLStreamException if the file does not begin like XML
   * @throws UncheckedIOException if the file can't be read
   */
  XmlCursor(InputStream in, Charset charset, long offset) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    this.text = new XmlText(in, charset, offset, MAX_PIECE);
    this.tagOffset = offset;
    this.xml = open(factory);
  }

  private XMLStreamReader open(XMLInputFactory factory) throws XMLStreamException {
    try {
      return factory.createXMLStreamReader(text);
    } catch (XMLStreamException e) {
      text.rethrowFault();
      throw e;
    }
  }

  boolean hasNext() throws XMLStreamException {
    return xml.hasNext();
  }

  /**
   * Moves to the next event.
   *
   * @return its number in {@link XMLStreamConstants}
   * @throws XMLStreamException if the file is not well-formed or exceeds a limit
   * @throws UncheckedIOException if the file can't be read
   * @throws MarcFormatException if the record being copied is too large, has a character that XML
   *     does not allow, or uses an entity that only a document type can declare
   */
  int next() throws XMLStreamException {
    text.nextPiece();
    int event;
    try {
      event = xml.next();
    } catch (XMLStreamException e) {
      text.rethrowFault();
      throw e;
    }
    if (event == XMLStreamConstants.START_ELEMENT) {
      tagOffset = text.nextStartTag();
      depth++;
    }
    if (depth > MAX_DEPTH) {
      throw new XMLStreamException(
          "elements are nested more than " + MAX_DEPTH + " deep", xml.getLocation());
    }
    if (event == XMLStreamConstants.END_ELEMENT) {
      depth--;
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      rejectEntity();
    }
    if (copy != null) {
      copy.add(xml);
      if (copy.defect() != null) {
        throw new MarcFormatException(copy.defect());
      }
    }
    return event;
  }

  /** An entity's value is unknown, and so is the record that uses it. */
  private void rejectEntity() throws XMLStreamException {
    var reason =
        "The entity \"%s\" (line %d) is not XML's own. Document types, and the entities that they declare, are not supported."
            .formatted(xml.getLocalName(), line());
    if (copy == null) {
      throw new XMLStreamException(reason, xml.getLocation());
    }
    throw new MarcFormatException(reason);
  }

  /** Begins to copy, with the current element. */
  RecordCopy beginCopy() {
    var begun = new RecordCopy();
    begun.add(xml);
    copy = begun;
    return begun;
  }

  void endCopy() {
    copy = null;
  }

  /** The offset of the last start tag, in bytes from the beginning of the file. */
  long tagOffset() {
    return tagOffset;
  }

  /** How many elements are open, including the current one. */
  int depth() {
    return depth;
  }

  String name() {
    return xml.getLocalName();
  }

  /** The namespace of the current element, empty if none. */
  String namespace() {
    var uri = xml.getNamespaceURI();
    return uri == null ? "" : uri;
  }

  @Nullable String attribute(String name) {
    return xml.getAttributeValue(null, name);
  }

  /** The current piece of text. */
  String text() {
    return xml.getText();
  }

  int line() {
    return xml.getLocation().getLineNumber();
  }
}
