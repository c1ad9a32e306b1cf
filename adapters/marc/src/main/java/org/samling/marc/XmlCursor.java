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
 * or anything else that could make a small file large or reach beyond it, and in bounded memory:
 * limits on depth and on the size of one piece hold before the parser has it together.
 */
final class XmlCursor {

  private static final int MAX_DEPTH = 64;

  /** The most characters of one text, comment or tag, give or take the parser's own buffer. */
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
   * @param offset how many bytes of the file stand before them
   * @throws XMLStreamException where the file does not begin as XML does
   * @throws UncheckedIOException where the file can't be read
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
   * Goes on to the next event.
   *
   * @return its number in {@link XMLStreamConstants}
   * @throws XMLStreamException where the file is not well-formed or goes beyond a limit
   * @throws UncheckedIOException where the file can't be read
   * @throws MarcFormatException where the record that is being copied is too large, holds what no
   *     text of XML may hold, or names an entity that only a document type can declare
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
          "elements lie more than " + MAX_DEPTH + " deep in one another", xml.getLocation());
    }
    if (event == XMLStreamConstants.END_ELEMENT) {
      depth--;
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      refuseEntity();
    }
    if (copy != null) {
      copy.add(xml);
      if (copy.defect() != null) {
        throw new MarcFormatException(copy.defect());
      }
    }
    return event;
  }

  /** What an entity stands for is not known, so neither is the record that names it. */
  private void refuseEntity() throws XMLStreamException {
    var reason =
        "The entity \"%s\" (line %d) is not XML's own. Document types are not read, nor entities that they declare."
            .formatted(xml.getLocalName(), line());
    if (copy == null) {
      throw new XMLStreamException(reason, xml.getLocation());
    }
    throw new MarcFormatException(reason);
  }

  /** Begins to copy, with the element on which the cursor stands. */
  RecordCopy beginCopy() {
    var begun = new RecordCopy();
    begun.add(xml);
    copy = begun;
    return begun;
  }

  void endCopy() {
    copy = null;
  }

  /** Where the last start tag begins, in bytes from the start of the file. */
  long tagOffset() {
    return tagOffset;
  }

  /** How many elements are open, the current one included. */
  int depth() {
    return depth;
  }

  String name() {
    return xml.getLocalName();
  }

  /** The namespace of the current element, empty for none. */
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
