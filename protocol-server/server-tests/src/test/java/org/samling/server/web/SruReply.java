package org.samling.server.web;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A reply by SRU. */
record SruReply(String xml, Document document) {

  static final String SRW = "http://www.loc.gov/zing/srw/";
  static final String OASIS = "http://docs.oasis-open.org/ns/search-ws/";

  static SruReply of(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return new SruReply(
          xml, factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(e.getMessage() + "\n" + xml, e);
    }
  }

  /** The namespace of the document and its outermost element. */
  String root() {
    var root = document.getDocumentElement();
    return root.getNamespaceURI() + " " + root.getLocalName();
  }

  List<Element> elements(String name) {
    var nodes = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  List<String> texts(String name) {
    return elements(name).stream().map(Element::getTextContent).toList();
  }

  String text(String name) {
    return texts(name).getFirst();
  }

  int count() {
    return Integer.parseInt(text("numberOfRecords"));
  }

  /** The numbers of its diagnostics. */
  List<Integer> diagnostics() {
    return elements("diagnostic").stream()
        .map(d -> d.getElementsByTagNameNS("*", "uri").item(0).getTextContent())
        .map(uri -> Integer.valueOf(uri.substring(uri.lastIndexOf('/') + 1)))
        .toList();
  }

  /** The subfields a of its fields 245. */
  List<String> titles() {
    return elements("datafield").stream()
        .filter(f -> f.getAttribute("tag").equals("245"))
        .map(f -> f.getElementsByTagNameNS("*", "subfield").item(0).getTextContent())
        .toList();
  }
}
