package org.samling.cql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * What has to hold for any text: nothing throws, and what was understood is written in a form that
 * is understood as the same.
 */
public final class CqlFuzzTarget {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private CqlFuzzTarget() {}

  /** One try, with the name that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    var text = new String(input, UTF_8);
    var decoded = CqlParser.parse(text);
    CqlTerm.of(text);
    if (decoded instanceof CqlDecoded.Parsed(var query)) {
      var written = CqlWriter.write(query);
      check(
          written.length() > CqlParser.MAX_LENGTH || CqlParser.parse(written).equals(decoded),
          "what is written is understood as the same: " + written);
      xcql(query, text);
    } else if (decoded instanceof CqlDecoded.Malformed(var fault)) {
      check(
          fault.position() >= 0 && fault.position() <= text.length(),
          "the place of a fault is in the query");
    }
  }

  /** As XML, where the text has only characters that XML has a place for. */
  private static void xcql(CqlQuery query, String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c >= 0xD800)) {
      return;
    }
    try {
      var xml = FACTORY.createXMLStreamWriter(new StringWriter());
      xml.writeStartElement("x");
      XcqlWriter.write(xml, query);
      XcqlWriter.write20(xml, query);
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a query could not be written as XCQL", e);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("it does not hold that " + what);
    }
  }
}
