package org.samling.sip2.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Secret;

/**
 * The XML that the Danish public libraries' system FBS wraps around a SIP2 message.
 *
 * <pre>{@code
 * <ns1:sip login="..." password="..." xmlns:ns1="http://axiell.com/Schema/sip.xsd">
 *   <request>9900802.00</request>
 * </ns1:sip>
 * }</pre>
 *
 * <p>The reply is the same element with {@code response} or {@code error} in it. Reading takes
 * bounded memory and fetches nothing outside the document: a document type is refused, and with it
 * any entities.
 */
public final class SipXml {

  /** The namespace of the element {@code sip}. */
  public static final String NAMESPACE = "http://axiell.com/Schema/sip.xsd";

  private static final int MAX_DEPTH = 4;
  private static final long MAX_ELEMENTS = 8;
  private static final int MAX_ATTRIBUTES = 16;
  private static final int MAX_ATTRIBUTE = 512;
  private static final int MAX_MESSAGE = 16 * 1024;

  private SipXml() {}

  /**
   * A SIP2 message within XML, as Danish kiosks send it over HTTP: each comes with a login.
   *
   * @param login the account
   * @param request the SIP2 message, without checksum and terminator
   */
  public record Envelope(String login, Sip2Secret password, String request) {

    @Override
    public String toString() {
      return "Envelope[" + login + "]";
    }
  }

  /**
   * Reads an envelope. Its character set is given by its byte order mark or declaration; otherwise
   * UTF-8.
   *
   * @throws SipXmlException if the bytes are not an envelope, or exceed a limit
   */
  public static Envelope read(byte[] xml) {
    try {
      return read(open(xml));
    } catch (XMLStreamException _) {
      // Without the parser's message, which may quote a password.
      throw new SipXmlException("The message is not well-formed XML, or exceeds a limit");
    }
  }

  /**
   * A factory keeps the names that its parsers meet. Each message gets its own, so that no sender
   * can fill the memory with names.
   */
  private static XMLStreamReader open(byte[] xml) throws XMLStreamException {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_MESSAGE);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  private static Envelope read(XMLStreamReader xml) throws XMLStreamException {
    String login = null;
    String password = null;
    String request = null;
    var depth = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD -> throw new SipXmlException("A DOCTYPE is not allowed");
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          var name = xml.getLocalName();
          if (depth == 1) {
            if (!name.equals("sip") || !NAMESPACE.equals(xml.getNamespaceURI())) {
              throw new SipXmlException(
                  "The root element must be sip in the namespace " + NAMESPACE);
            }
            login = xml.getAttributeValue(null, "login");
            password = xml.getAttributeValue(null, "password");
          } else if (depth == 2 && name.equals("request")) {
            if (request != null) {
              throw new SipXmlException("There may be only one request");
            }
            request = xml.getElementText();
            depth--;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {
          // Blanks, comments and processing instructions are ignored.
        }
      }
    }
    return new Envelope(
        needed(login, "the attribute login"),
        new Sip2Secret(needed(password, "the attribute password")),
        trimmed(needed(request, "the element request")));
  }

  private static String needed(@Nullable String value, String what) {
    if (value == null || value.isBlank()) {
      throw new SipXmlException("The message lacks " + what);
    }
    return value;
  }

  /** A message may end in blanks that count, but the line break of its element does not. */
  private static String trimmed(String request) {
    var text = request.stripLeading();
    var end = text.stripTrailing().length();
    var line = text.substring(end).indexOf('\n');
    return line < 0 ? text : text.substring(0, end + line).replaceAll("\r$", "");
  }

  /** The envelope of a reply, in UTF-8. */
  public static byte[] response(String message) {
    return write("response", message);
  }

  /** The envelope that gives the reason for an error, in UTF-8. */
  public static byte[] error(String reason) {
    return write("error", reason);
  }

  private static byte[] write(String element, String text) {
    var xml =
        new StringBuilder(text.length() + 200)
            .append(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><ns2:sip xmlns:ns2=\"")
            .append(NAMESPACE)
            .append("\"><")
            .append(element)
            .append('>');
    text.codePoints().forEach(c -> append(xml, c));
    return xml.append("</").append(element).append("></ns2:sip>").toString().getBytes(UTF_8);
  }

  private static void append(StringBuilder xml, int c) {
    switch (c) {
      case '&' -> xml.append("&amp;");
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      default -> xml.appendCodePoint(isCharacter(c) ? c : '\uFFFD');
    }
  }

  /** The production Char of XML 1.0, section 2.2, without control characters. */
  private static boolean isCharacter(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
