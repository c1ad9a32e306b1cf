package org.samling.sip2.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Koha's SIP server, SIPconfig.xml, as a tree of elements: what they mean is
 * said by whoever asks. Reading takes bounded memory and fetches nothing outside the file.
 */
public final class KohaSipConfig {

  private static final String ROOT = "acsconfig";
  private static final int MAX_DEPTH = 8;
  private static final long MAX_ELEMENTS = 50_000;
  private static final int MAX_ATTRIBUTES = 200;
  private static final int MAX_ATTRIBUTE = 8 * 1024;

  private KohaSipConfig() {}

  /**
   * An element. Its attributes may be passwords, so that its text has only its name.
   *
   * @param name its name, without a namespace
   * @param attributes by name, in the file's order
   * @param children the elements within it, in the file's order
   */
  public record Element(String name, Map<String, String> attributes, List<Element> children) {

    /** Copies both, in their order. */
    public Element {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
      children = List.copyOf(children);
    }

    /** An attribute; empty where it is missing or empty. */
    public Optional<String> attribute(String key) {
      return Optional.ofNullable(attributes.get(key)).map(String::strip).filter(v -> !v.isEmpty());
    }

    /** The elements of a name within those of another: the logins of all accounts. */
    public Stream<Element> within(String group, String member) {
      return children.stream()
          .filter(child -> child.name.equals(group))
          .flatMap(child -> child.children.stream())
          .filter(child -> child.name.equals(member));
    }

    @Override
    public String toString() {
      return "<" + name + ">";
    }
  }

  /**
   * Reads the file.
   *
   * @return its root
   * @throws SipXmlException if the bytes are no such file, or exceed a limit
   */
  public static Element read(byte[] xml) {
    try {
      var root = read(open(xml));
      if (root == null || !root.name().equals(ROOT)) {
        throw new SipXmlException("The root element must be " + ROOT);
      }
      return root;
    } catch (XMLStreamException e) {
      // Without the parser's message, which may quote a password.
      var at = e.getLocation();
      throw new SipXmlException(
          "The file is not well-formed XML, or exceeds a limit%s"
              .formatted(at == null ? "" : ", at line " + at.getLineNumber()));
    }
  }

  private static XMLStreamReader open(byte[] xml) throws XMLStreamException {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  private static @Nullable Element read(XMLStreamReader xml) throws XMLStreamException {
    Element root = null;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD -> throw new SipXmlException("A DOCTYPE is not allowed");
        case XMLStreamConstants.START_ELEMENT -> root = element(xml);
        default -> {
          // Blanks, comments and processing instructions are ignored.
        }
      }
    }
    return root;
  }

  /** The element that the reader has come to, whose end it is at afterwards. */
  private static Element element(XMLStreamReader xml) throws XMLStreamException {
    var name = xml.getLocalName();
    var attributes = new LinkedHashMap<String, String>();
    for (var i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    var children = new ArrayList<Element>();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        children.add(element(xml));
      }
    }
    return new Element(name, attributes, children);
  }
}
