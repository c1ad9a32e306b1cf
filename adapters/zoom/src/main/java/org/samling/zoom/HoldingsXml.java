package org.samling.zoom;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.samling.core.ill.rota.HoldingsLookUp;
import org.samling.core.ill.rota.HoldingsLookUp.Copy;
import org.samling.core.ill.rota.HoldingsLookUp.CopyStatus;

/**
 * Reads the copies of a title from holdings in ISO 20775, by local element names: each copy, or
 * else the summary of how many there are and how many are available.
 */
final class HoldingsXml {

  /** The identifier of the schema in SRU. */
  static final String ISO_20775 = "info:ofi/fmt:xml:xsd:iso20775";

  /** The value of availabilityStatus that means "available". */
  private static final String AVAILABLE = "1";

  private final XMLStreamReader2 xml;
  private final List<Copy> copies = new ArrayList<>();
  private int count;
  private int available;

  private HoldingsXml(XMLStreamReader2 xml) {
    this.xml = xml;
  }

  /**
   * The copies; empty where the document tells of none.
   *
   * @throws XMLStreamException if it is not well-formed
   */
  static List<Copy> copies(byte[] document) throws XMLStreamException {
    var xml = SruSearchResponse.parser(document);
    try {
      return new HoldingsXml(xml).read();
    } finally {
      xml.closeCompletely();
    }
  }

  private List<Copy> read() throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "copyInformation" -> copy();
          case "copiesCount" -> count = number();
          case "availableCount" -> available = number();
          default -> {
            // What is in it is looked at.
          }
        }
      }
    }
    return copies.isEmpty() && count > 0
        ? List.of(new Copy(available > 0 ? CopyStatus.FREE : CopyStatus.AWAY, ""))
        : copies;
  }

  private int number() throws XMLStreamException {
    var text = xml.getElementText().strip();
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  private void copy() throws XMLStreamException {
    var depth = xml.getDepth();
    var isFree = false;
    var words = new ArrayList<String>();
    while (xml.next() != XMLStreamConstants.END_ELEMENT || xml.getDepth() > depth) {
      if (xml.isStartElement()) {
        switch (xml.getLocalName()) {
          case "availabilityStatus" -> isFree = xml.getElementText().strip().equals(AVAILABLE);
          case "sublocation", "shelfLocator" -> words.add(xml.getElementText().strip());
          case "note" -> words.add("(" + xml.getElementText().strip() + ")");
          case "dateTimeAvailable" -> words.add("(" + day(xml.getElementText().strip()) + ")");
          default -> {
            // What is in it is looked at.
          }
        }
      }
    }
    if (copies.size() < HoldingsLookUp.MOST_COPIES) {
      copies.add(
          new Copy(
              isFree ? CopyStatus.FREE : CopyStatus.AWAY,
              String.join(" ", words.stream().distinct().toList())));
    }
  }

  private static String day(String time) {
    return time.length() > 10 ? time.substring(0, 10) : time;
  }
}
