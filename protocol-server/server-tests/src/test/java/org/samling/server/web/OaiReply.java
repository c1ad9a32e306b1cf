package org.samling.server.web;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A reply of OAI-PMH, which was valid. */
record OaiReply(Document document) {

  private static final String OAI = "http://www.openarchives.org/OAI/2.0/";
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Objects.requireNonNull(OaiReply.class.getResource("oai-pmh.xsd")));
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a reply; fails where it is not as the protocol demands. */
  static OaiReply of(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
      SCHEMA.newValidator().validate(new DOMSource(document));
      return new OaiReply(document);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(e.getMessage() + "\n" + xml, e);
    }
  }

  List<Element> elements(String name) {
    var nodes = document.getElementsByTagNameNS(OAI, name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  List<String> texts(String name) {
    return elements(name).stream().map(Element::getTextContent).toList();
  }

  String text(String name) {
    return texts(name).getFirst();
  }

  /** The codes of its errors. */
  List<String> errors() {
    return elements("error").stream().map(e -> e.getAttribute("code")).toList();
  }

  /** The identifiers of its records, with a minus before those that are deleted. */
  List<String> told() {
    return elements("header").stream()
        .map(header ->
            (header.getAttribute("status").equals("deleted") ? "-" : "")
                + header.getElementsByTagNameNS(OAI, "identifier").item(0).getTextContent())
        .toList();
  }
}
