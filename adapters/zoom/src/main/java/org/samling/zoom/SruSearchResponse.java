package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.XMLStreamWriter2;
import org.jspecify.annotations.Nullable;

/**
 * A searchRetrieveResponse of SRU 1.1, 1.2 or 2.0, parsed by local element names: servers differ in
 * the namespace, and some use none.
 *
 * @param count the number of hits; 0 if missing
 * @param records the records returned
 * @param diagnostic why all or some are missing, or null
 */
record SruSearchResponse(long count, List<Entry> records, @Nullable Diagnostic diagnostic) {

  /**
   * An entry in the list of records.
   *
   * @param position its position in the result, or null for the one after the previous
   * @param data the record, or null if there is none
   * @param diagnostic why there is none, or null
   */
  record Entry(@Nullable Long position, byte @Nullable [] data, @Nullable Diagnostic diagnostic) {}

  /** A diagnostic; missing parts are empty. */
  record Diagnostic(String uri, String details, String message) {}

  private static final String DIAGNOSTICS_SCHEMA = "info:srw/schema/1/diagnostics-v1.1";

  private static final int MAX_DEPTH = 128;
  private static final int MAX_ATTRIBUTES = 200;
  private static final int MAX_ATTRIBUTE = 1 << 16;

  SruSearchResponse {
    records = List.copyOf(records);
  }

  /**
   * Parses a response, without document types or access to anything outside it.
   *
   * @throws XMLStreamException if it is not such a response
   */
  static SruSearchResponse read(byte[] bytes) throws XMLStreamException {
    var xml = parser(bytes);
    try {
      return new Reader(xml).answer();
    } catch (NumberFormatException e) {
      throw new XMLStreamException("not a number", e);
    } finally {
      xml.closeCompletely();
    }
  }

  /** A parser of what a target returned, without document types or access to anything outside. */
  static XMLStreamReader2 parser(byte[] bytes) throws XMLStreamException {
    // A factory caches the names that its parsers meet, so each response has its own.
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, Math.max(1, bytes.length));
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    return (XMLStreamReader2) factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
  }

  /** Handles an element whose start tag is current; its end tag is current afterwards. */
  private interface Child {
    void read(String name) throws XMLStreamException;
  }

  private static final class Reader {

    private final XMLStreamReader2 xml;
    private final List<Entry> records = new ArrayList<>();
    private @Nullable Diagnostic diagnostic;
    private long count;

    // The record being read.
    private String schema = "";
    private @Nullable Long position;
    private byte @Nullable [] data;
    private @Nullable Diagnostic missing;

    // The diagnostic being read.
    private String uri = "";
    private String details = "";
    private String message = "";

    Reader(XMLStreamReader2 xml) {
      this.xml = xml;
    }

    SruSearchResponse answer() throws XMLStreamException {
      while (!xml.isStartElement()) {
        xml.next();
      }
      if (!xml.getLocalName().equals("searchRetrieveResponse")) {
        throw new XMLStreamException("it is not a searchRetrieveResponse");
      }
      eachChild(name -> {
        switch (name) {
          case "numberOfRecords" -> count = number();
          case "records" -> eachChild(this::record);
          case "diagnostics" -> eachChild(_ -> diagnostic = first(diagnostic, diagnostic()));
          default -> xml.skipElement();
        }
      });
      return new SruSearchResponse(count, records, diagnostic);
    }

    private void eachChild(Child child) throws XMLStreamException {
      while (xml.next() != XMLStreamConstants.END_ELEMENT) {
        if (xml.isStartElement()) {
          child.read(xml.getLocalName());
        }
      }
    }

    private static Diagnostic first(@Nullable Diagnostic before, Diagnostic next) {
      return before == null ? next : before;
    }

    private long number() throws XMLStreamException {
      return Long.parseLong(xml.getElementText().strip());
    }

    private void record(String element) throws XMLStreamException {
      if (records.size() == ZoomResultSet.MOST_RECORDS) {
        xml.skipElement();
        return;
      }
      schema = "";
      position = null;
      data = null;
      missing = null;
      eachChild(name -> {
        switch (name) {
          case "recordSchema" -> schema = xml.getElementText().strip();
          case "recordPosition" -> position = number();
          case "recordData" -> recordData();
          default -> xml.skipElement();
        }
      });
      records.add(new Entry(position, data, missing));
    }

    private void recordData() throws XMLStreamException {
      if (schema.equals(DIAGNOSTICS_SCHEMA)) {
        eachChild(_ -> missing = first(missing, diagnostic()));
        return;
      }
      // Packed as XML the record is an element, packed as string a text; which one is evident.
      var text = new StringBuilder();
      while (xml.next() != XMLStreamConstants.END_ELEMENT) {
        if (xml.isStartElement() && data == null) {
          data = element();
        } else if (xml.isStartElement()) {
          xml.skipElement();
        } else if (xml.hasText() && xml.getEventType() != XMLStreamConstants.COMMENT) {
          text.append(xml.getText());
        }
      }
      if (data == null && !text.toString().isBlank()) {
        data = text.toString().strip().getBytes(UTF_8);
      }
    }

    /** A copy of an element, including namespaces declared outside it. */
    private byte[] element() throws XMLStreamException {
      var factory = new WstxOutputFactory();
      factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, true);
      var out = new ByteArrayOutputStream();
      var copy = (XMLStreamWriter2) factory.createXMLStreamWriter(out, UTF_8.name());
      var depth = xml.getDepth();
      copy.copyEventFromReader(xml, false);
      while (xml.next() != XMLStreamConstants.END_ELEMENT || xml.getDepth() > depth) {
        copy.copyEventFromReader(xml, false);
      }
      copy.copyEventFromReader(xml, false);
      copy.closeCompletely();
      return out.toByteArray();
    }

    private Diagnostic diagnostic() throws XMLStreamException {
      uri = "";
      details = "";
      message = "";
      eachChild(name -> {
        switch (name) {
          case "uri" -> uri = xml.getElementText().strip();
          case "details" -> details = xml.getElementText().strip();
          case "message" -> message = xml.getElementText().strip();
          default -> xml.skipElement();
        }
      });
      return new Diagnostic(uri, details, message);
    }
  }
}
