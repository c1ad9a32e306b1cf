package org.samling.routes.catalogue;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Holding;

/**
 * Writes holdings in two XML schemas: the Z39.50 Holdings Schema, as the Danish profile (danZIG)
 * uses it, and ISO 20775.
 */
public final class HoldingsXml {

  /** The namespace of the Z39.50 Holdings Schema that Danish clients read. */
  private static final String HOLDINGS_SCHEMA =
      "http://www.loc.gov/z3950/agency/defns/HoldingsSchema8";

  /** The namespace of ISO 20775, which is also the schema's identifier in SRU. */
  public static final String ISO_20775 = "info:ofi/fmt:xml:xsd:iso20775";

  private static final Pattern ILLEGAL =
      Pattern.compile("[^\\t\\n\\r -\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static final String ISIL = "info:isil";
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  /** How much of the Z39.50 Holdings Schema is written: its element sets B1 to B3. */
  public enum Depth {
    /** That there are holdings, and how many copies. */
    B1,
    /** Also where. */
    B2,
    /** Also whether they can be lent, and when one can be sent. */
    B3
  }

  /** Writes a part of a document. */
  private interface Part {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  private HoldingsXml() {}

  /**
   * Writes holdings in the Z39.50 Holdings Schema. There is one view (bibView-11) of all items of a
   * title: clients take several views for volumes, none of which they can choose.
   *
   * @param zone the library's time zone
   * @param now the time
   */
  public static String holdingsStructure(Holdings holdings, Depth depth, ZoneId zone, Instant now) {
    return written(xml -> {
      xml.setPrefix("n", HOLDINGS_SCHEMA);
      xml.writeStartElement(HOLDINGS_SCHEMA, "holdingsStructure");
      xml.writeNamespace("n", HOLDINGS_SCHEMA);
      xml.writeEmptyElement("bibItemInfo-1");
      xml.writeAttribute("targetItemId-3", legal(holdings.record()));
      if (!holdings.items().isEmpty()) {
        statement(xml, holdings, depth, zone, now);
      }
      xml.writeEndElement();
    });
  }

  private static void statement(
      XMLStreamWriter xml, Holdings holdings, Depth depth, ZoneId zone, Instant now)
      throws XMLStreamException {
    var copies = Integer.toString(holdings.items().size());
    xml.writeStartElement("holdingsStatement-4");
    xml.writeAttribute("numberOfCopies-14", copies);
    if (depth != Depth.B1) {
      xml.writeEmptyElement("holdingsSiteLocation-6");
      xml.writeAttribute("targetLocationId-26", legal(library(holdings)));
      xml.writeStartElement("localHoldings-10");
      xml.writeStartElement("bibView-11");
      xml.writeAttribute("targetBibPartId-40", legal(holdings.record()));
      xml.writeAttribute("numberOfPieces-56", copies);
      if (depth == Depth.B3) {
        lending(xml, holdings, zone, now);
      }
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void lending(XMLStreamWriter xml, Holdings holdings, ZoneId zone, Instant now)
      throws XMLStreamException {
    xml.writeEmptyElement("bibPartLendingInfo-116");
    xml.writeAttribute("servicePolicy-109", holdings.isLendable() ? "1" : "2");
    var dispatch = holdings.dispatch(now);
    if (dispatch.isPresent()) {
      xml.writeAttribute(
          "expectedDispatchDate-111",
          DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
              dispatch.get().atZone(zone).toLocalDate().atTime(0, 0, 0)));
    }
  }

  /**
   * Writes holdings in ISO 20775: a summary of the copies, and each copy.
   *
   * @param status words an item's status
   * @param zone the library's time zone
   * @param now the time
   */
  public static String iso20775(
      Holdings holdings, Function<Holding, String> status, ZoneId zone, Instant now) {
    return written(xml -> {
      xml.setDefaultNamespace(ISO_20775);
      xml.writeStartElement(ISO_20775, "holdings");
      xml.writeDefaultNamespace(ISO_20775);
      if (!holdings.items().isEmpty()) {
        xml.writeStartElement(ISO_20775, "holding");
        identifier(xml, "institutionIdentifier", library(holdings), ISIL);
        xml.writeStartElement(ISO_20775, "holdingSimple");
        summary(xml, holdings, zone, now);
        for (var item : holdings.items()) {
          copy(xml, item, status, zone);
        }
        xml.writeEndElement();
        xml.writeEndElement();
      }
      xml.writeStartElement(ISO_20775, "resource");
      identifier(xml, "resourceIdentifier", holdings.record(), "local");
      xml.writeEndElement();
      xml.writeEndElement();
    });
  }

  private static void summary(XMLStreamWriter xml, Holdings holdings, ZoneId zone, Instant now)
      throws XMLStreamException {
    xml.writeStartElement(ISO_20775, "copiesSummary");
    text(xml, "copiesCount", Integer.toString(holdings.items().size()));
    xml.writeStartElement(ISO_20775, "status");
    text(xml, "availableCount", Integer.toString(holdings.available()));
    text(
        xml, "earliestDispatchDate", holdings.dispatch(now).map(at -> time(at, zone)).orElse(null));
    xml.writeEndElement();
    text(xml, "reservationQueueLength", Integer.toString(holdings.waiting()));
    text(xml, "onOrderCount", Integer.toString(holdings.onOrder()));
    xml.writeEndElement();
  }

  private static void copy(
      XMLStreamWriter xml, Holding item, Function<Holding, String> status, ZoneId zone)
      throws XMLStreamException {
    xml.writeStartElement(ISO_20775, "copyInformation");
    identifier(xml, "pieceIdentifier", item.barcode(), "barcode");
    text(xml, "sublocation", item.home());
    text(xml, "sublocation", item.location());
    text(xml, "shelfLocator", item.callNumber());
    text(xml, "note", item.issue());
    text(xml, "note", status.apply(item));
    xml.writeStartElement(ISO_20775, "availabilityInformation");
    xml.writeStartElement(ISO_20775, "status");
    text(xml, "availabilityStatus", item.isAvailable() ? "1" : "2");
    text(xml, "dateTimeAvailable", item.due() == null ? null : time(item.due(), zone));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void identifier(XMLStreamWriter xml, String name, String value, String source)
      throws XMLStreamException {
    xml.writeStartElement(ISO_20775, name);
    text(xml, "value", value);
    xml.writeStartElement(ISO_20775, "typeOrSource");
    text(xml, "text", source);
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void text(XMLStreamWriter xml, String name, @Nullable String value)
      throws XMLStreamException {
    if (value != null && !value.isEmpty()) {
      xml.writeStartElement(ISO_20775, name);
      xml.writeCharacters(legal(value));
      xml.writeEndElement();
    }
  }

  /** The text without characters that XML 1.0 doesn't allow, such as control characters. */
  private static String legal(String text) {
    return ILLEGAL.matcher(text).replaceAll("\uFFFD");
  }

  private static String library(Holdings holdings) {
    var library = holdings.library();
    return library == null ? holdings.items().getFirst().home() : library;
  }

  private static String time(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.atZone(zone).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime());
  }

  private static String written(Part part) {
    var out = new StringWriter();
    try {
      var xml = FACTORY.createXMLStreamWriter(out);
      part.write(xml);
      xml.close();
      return out.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("holdings can't be written", e);
    }
  }
}
