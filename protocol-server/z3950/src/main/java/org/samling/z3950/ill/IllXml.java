package org.samling.z3950.ill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ill.IllRequest.Client;
import org.samling.z3950.ill.IllRequest.Item;
import org.samling.z3950.ill.IllRequest.ServiceType;
import org.samling.z3950.ill.IllRequest.TransactionId;

/**
 * Reads an ILL-APDU in XML, in whatever namespace:
 *
 * <pre>{@code
 * <ill5:ILL-APDU xmlns:ill5="..."><ill5:ILL-Request>
 *   <ill5:transaction-id>...</ill5:transaction-id>
 *   <ill5:item-id><ill5:title>...</ill5:title></ill5:item-id>
 * </ill5:ILL-Request></ill5:ILL-APDU>
 * }</pre>
 *
 * <p>The Danish bibliographic centre names the request {@code ILL-Request-1}, and puts text into
 * attributes: {@code <item-id title="..."/>}. An attribute is read as a child element.
 *
 * <p>Reading takes bounded memory and fetches nothing outside the message: a document type is
 * refused, and with it any entities. Content beyond {@link IllRequest} is skipped.
 */
public final class IllXml {

  /** The largest message, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final long MAX_ELEMENTS = 2_000;
  private static final int MAX_TEXT = 16 * 1024;
  private static final int MAX_ATTRIBUTES = 32;

  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml\\s[^>]{0,100}?encoding\\s*=\\s*[\"']([^\"'>]{1,40})[\"']");

  private IllXml() {}

  /**
   * Reads a request. Its character set is given by its byte order mark or declaration; otherwise it
   * is UTF-8, or ISO 8859-1 if the bytes are not valid UTF-8.
   *
   * @throws IllFormatException if the bytes are not a request, or exceed a limit
   */
  public static IllRequest read(byte[] xml) {
    if (xml.length > MAX_BYTES) {
      throw new IllFormatException("the ILL-APDU has more than %d bytes".formatted(MAX_BYTES));
    }
    var text = decoded(xml);
    try {
      return request(root(open(text)), text);
    } catch (XMLStreamException _) {
      // Without the parser's message, which may quote personal data.
      throw new IllFormatException("the ILL-APDU is not well-formed XML, or exceeds a limit");
    }
  }

  private static String decoded(byte[] xml) {
    var isUtf16 =
        xml.length > 1 && (xml[0] == (byte) 0xFE || xml[0] == (byte) 0xFF) && xml[1] != xml[0];
    var start = new String(xml, 0, Math.min(xml.length, 200), ISO_8859_1);
    var declared = ENCODING.matcher(start);
    var charset = isUtf16 ? UTF_16 : declared.find() ? named(declared.group(1)) : UTF_8;
    try {
      var text = charset.newDecoder().decode(ByteBuffer.wrap(xml)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      return new String(xml, ISO_8859_1);
    }
  }

  private static Charset named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8", "UTF8", "US-ASCII" -> UTF_8;
      case "ISO-8859-1", "LATIN1" -> ISO_8859_1;
      case "ISO-8859-15", "WINDOWS-1252" -> Charset.forName(name);
      default ->
          throw new IllFormatException(
              "the ILL-APDU is in an encoding that is not supported; use UTF-8");
    };
  }

  /**
   * A factory keeps the names that its parsers meet. Each message gets its own, so that no sender
   * can fill the memory with names.
   */
  private static XMLStreamReader open(String text) throws XMLStreamException {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_TEXT);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    return factory.createXMLStreamReader(new StringReader(text.stripLeading()));
  }

  private static IllElement root(XMLStreamReader xml) throws XMLStreamException {
    var open = new ArrayDeque<IllElement>();
    open.push(new IllElement(""));
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD ->
            throw new IllFormatException("an ILL-APDU must not have a DOCTYPE");
        case XMLStreamConstants.START_ELEMENT -> {
          var element = new IllElement(xml.getLocalName());
          addAttributes(xml, element);
          open.element().add(element);
          open.push(element);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.element().add(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        default -> {
          // Blanks, comments and processing instructions are ignored.
        }
      }
    }
    return open.element();
  }

  private static void addAttributes(XMLStreamReader xml, IllElement element) {
    for (var i = 0; i < xml.getAttributeCount(); i++) {
      if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(xml.getAttributeNamespace(i))) {
        var attribute = new IllElement(xml.getAttributeLocalName(i));
        attribute.add(xml.getAttributeValue(i));
        element.add(attribute);
      }
    }
  }

  private static IllRequest request(IllElement root, String text) {
    var request = firstOf(root, "ILL-Request", "ILL-Request-1");
    if (request == null) {
      throw new IllFormatException("there is no ILL-Request in the ILL-APDU");
    }
    return new IllRequest(
        transactionId(request.find("transaction-id")),
        system(request.find("requester-id")),
        serviceTypes(request.find("iLL-service-type")),
        needBeforeDate(request),
        request.textOf("delivery-address"),
        client(request.find("client-id")),
        item(request),
        request.textOf("requester-note"),
        text);
  }

  private static @Nullable IllElement firstOf(IllElement in, String... names) {
    return Stream.of(names).map(in::find).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** If no need-before date is given, the expiry date of the request serves as well. */
  private static @Nullable String needBeforeDate(IllElement request) {
    var date = firstOf(request, "need-before-date", "expiry-date");
    return date == null ? null : date.text();
  }

  private static @Nullable TransactionId transactionId(@Nullable IllElement id) {
    var qualifier = id == null ? null : id.textOf("transaction-qualifier");
    return id == null || qualifier == null
        ? null
        : new TransactionId(
            system(id.find("initial-requester-id")),
            id.textOf("transaction-group-qualifier"),
            qualifier,
            id.textOf("sub-transaction-qualifier"));
  }

  /** The symbol of a library, or else its name. */
  private static @Nullable String system(@Nullable IllElement id) {
    if (id == null) {
      return null;
    }
    var symbol = id.textOf("person-or-institution-symbol");
    return symbol == null ? id.text() : symbol;
  }

  private static List<ServiceType> serviceTypes(@Nullable IllElement types) {
    var read = new ArrayList<ServiceType>();
    for (var text : types == null ? List.<String>of() : types.texts()) {
      for (var type : ServiceType.values()) {
        var name = type.name().replace('_', '-');
        if (text.equalsIgnoreCase(name) || text.equals(Integer.toString(type.number()))) {
          read.add(type);
        }
      }
    }
    return read;
  }

  private static Client client(@Nullable IllElement client) {
    return new Client(
        client == null ? null : client.textOf("client-name"),
        client == null ? null : client.textOf("client-identifier"));
  }

  private static Item item(IllElement request) {
    var found = request.find("item-id");
    var item = found == null ? new IllElement("") : found;
    return new Item(
        item.textOf("author"),
        item.textOf("title"),
        item.textOf("publication-date"),
        item.textOf("volume-issue"),
        item.textOf("publication-date-of-component"),
        item.textOf("author-of-article"),
        item.textOf("title-of-article"),
        item.textOf("pagination"),
        new Item.Numbers(
            item.textOf("national-bibliography-no"),
            item.textOf("ISBN"),
            item.textOf("ISSN"),
            item.textOf("system-no")));
  }
}
