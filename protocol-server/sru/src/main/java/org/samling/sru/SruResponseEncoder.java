package org.samling.sru;

import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamWriter2;
import org.jspecify.annotations.Nullable;
import org.samling.cql.CqlNode;
import org.samling.cql.CqlQuery;
import org.samling.cql.XcqlWriter;
import org.samling.sru.SruResponse.ExplainResult;
import org.samling.sru.SruResponse.FacetCounts;
import org.samling.sru.SruResponse.Failure;
import org.samling.sru.SruResponse.RecordEntry;
import org.samling.sru.SruResponse.ScanResult;
import org.samling.sru.SruResponse.SearchResult;
import org.samling.sru.SruResponse.Suggested;
import org.samling.sru.SruResponse.SurrogateDiagnostic;

/**
 * Writes responses in the namespaces and element order of each version's schema (SRU 1.1 and 1.2,
 * srw-types.xsd; SRU 2.0, sruResponse.xsd, scan.xsd, facetedResults.xsd, diagnostic.xsd).
 * Characters that XML 1.0 does not allow are replaced.
 */
public final class SruResponseEncoder {

  private static final String SRW = "http://www.loc.gov/zing/srw/";
  private static final String SRW_DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/";
  private static final String OASIS = "http://docs.oasis-open.org/ns/search-ws/";
  private static final String SRU_RESPONSE = OASIS + "sruResponse";
  private static final String SCAN = OASIS + "scan";
  private static final String DIAGNOSTIC = OASIS + "diagnostic";
  private static final String FACETED_RESULTS = OASIS + "facetedResults";

  /** Other queries than the one asked. */
  private static final String SUGGESTIONS = "urn:x-samling:sru-suggestions:1";

  /** The schema of surrogate diagnostics. */
  private static final String DIAGNOSTIC_SCHEMA = "info:srw/schema/1/diagnostics-v1.1";

  private static final String EXACT = "info:srw/vocabulary/resultCountPrecision/1/exact";

  /**
   * The depth up to which a query is repeated as XCQL, which has two elements for each operator:
   * parsers refuse documents that are a hundred elements deep.
   */
  private static final int DEEPEST = 40;

  private static final String PREFIX = "zs";
  private static final XMLOutputFactory FACTORY = new WstxOutputFactory();

  private static final List<String> ECHOED_SEARCH =
      List.of(
          "startRecord",
          "maximumRecords",
          "recordPacking",
          "recordXMLEscaping",
          "recordSchema",
          "recordXPath",
          "resultSetTTL",
          "sortKeys",
          "stylesheet",
          "renderedBy",
          "httpAccept",
          "responseType",
          "facetLimit",
          "facetStart",
          "facetSort");
  private static final List<String> ECHOED_SCAN =
      List.of("scanClause", "responsePosition", "maximumTerms", "stylesheet", "httpAccept");
  private static final List<String> ECHOED_EXPLAIN =
      List.of("recordPacking", "recordXMLEscaping", "stylesheet", "httpAccept");

  private final XMLStreamWriter2 xml;
  private final SruVersion version;
  private final Map<String, String> parameters;
  private final String namespace;

  private SruResponseEncoder(
      XMLStreamWriter2 xml,
      SruVersion version,
      Map<String, String> parameters,
      SruOperation operation) {
    this.xml = xml;
    this.version = version;
    this.parameters = parameters;
    this.namespace = !is20() ? SRW : operation == SruOperation.SCAN ? SCAN : SRU_RESPONSE;
  }

  /**
   * Writes a response.
   *
   * @param version the version to write it in
   * @param parameters the parameters of the request, to be repeated
   * @return XML in UTF-8
   */
  public static byte[] encode(
      SruVersion version, Map<String, String> parameters, SruResponse response) {
    var bytes = new ByteArrayOutputStream();
    try {
      var xml = (XMLStreamWriter2) FACTORY.createXMLStreamWriter(bytes, "UTF-8");
      new SruResponseEncoder(xml, version, parameters, response.operation()).document(response);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a response could not be written", e);
    }
    return bytes.toByteArray();
  }

  private boolean is20() {
    return version == SruVersion.V2_0;
  }

  private void document(SruResponse response) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    var stylesheet = Stylesheet.instruction(parameters);
    if (stylesheet.isPresent()) {
      xml.writeProcessingInstruction("xml-stylesheet", stylesheet.get());
    }
    xml.writeStartElement(PREFIX, response.operation().label() + "Response", namespace);
    xml.writeNamespace(PREFIX, namespace);
    element("version", version.label());
    switch (response) {
      case SearchResult found -> found(found);
      case ScanResult scanned -> scanned(scanned);
      case ExplainResult explained -> explained(explained);
      case Failure failed -> failed(failed);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void found(SearchResult found) throws XMLStreamException {
    element("numberOfRecords", Long.toString(found.numberOfRecords()));
    if (!found.records().isEmpty()) {
      start("records");
      for (var entry : found.records()) {
        record(entry, found.escaping());
      }
      end();
    }
    if (found.nextRecordPosition().isPresent()) {
      element("nextRecordPosition", Long.toString(found.nextRecordPosition().getAsLong()));
    }
    echo("echoedSearchRetrieveRequest", "query", ECHOED_SEARCH, found.query());
    diagnostics(found.diagnostics());
    suggestions(found.suggestions());
    if (is20()) {
      element("resultCountPrecision", EXACT);
      facets(found.facets());
    }
  }

  /** Other queries, in data of our own. */
  private void suggestions(List<Suggested> suggestions) throws XMLStreamException {
    if (suggestions.isEmpty()) {
      return;
    }
    start("extraResponseData");
    xml.writeStartElement("sug", "suggestions", SUGGESTIONS);
    xml.writeNamespace("sug", SUGGESTIONS);
    for (var suggestion : suggestions) {
      xml.writeStartElement("sug", "suggestion", SUGGESTIONS);
      within("sug", SUGGESTIONS, "word", suggestion.word());
      if (suggestion.instead() != null) {
        within("sug", SUGGESTIONS, "instead", suggestion.instead());
      }
      if (suggestion.query() != null) {
        within("sug", SUGGESTIONS, "query", suggestion.query());
      }
      within("sug", SUGGESTIONS, "numberOfRecords", Long.toString(suggestion.numberOfRecords()));
      end();
    }
    end();
    end();
  }

  private void record(SruResponse.Entry entry, RecordEscaping escaping) throws XMLStreamException {
    start("record");
    switch (entry) {
      case RecordEntry(_, var schema, var data) -> data(schema, data, escaping);
      case SurrogateDiagnostic(_, var diagnostic) -> {
        element("recordSchema", DIAGNOSTIC_SCHEMA);
        element(is20() ? "recordXMLEscaping" : "recordPacking", RecordEscaping.XML.label());
        start("recordData");
        diagnostic(diagnostic);
        end();
      }
    }
    element("recordPosition", Long.toString(entry.position()));
    end();
  }

  private void data(String schema, String data, RecordEscaping escaping) throws XMLStreamException {
    element("recordSchema", schema);
    element(is20() ? "recordXMLEscaping" : "recordPacking", escaping.label());
    start("recordData");
    switch (escaping) {
      case XML -> xml.writeRaw(data);
      case STRING -> xml.writeCharacters(data);
    }
    end();
  }

  private void scanned(ScanResult scanned) throws XMLStreamException {
    if (!scanned.terms().isEmpty()) {
      start("terms");
      for (var term : scanned.terms()) {
        start("term");
        element("value", term.value());
        element("numberOfRecords", Long.toString(term.numberOfRecords()));
        element("displayTerm", term.displayTerm());
        element("whereInList", term.whereInList().label());
        end();
      }
      end();
    }
    echo("echoedScanRequest", null, ECHOED_SCAN, null);
    diagnostics(scanned.diagnostics());
  }

  private void explained(ExplainResult explained) throws XMLStreamException {
    start("record");
    data(
        ZeerexWriter.NAMESPACE,
        ZeerexWriter.write(FACTORY, version, explained.explanation()),
        explained.escaping());
    end();
    echo("echoedExplainRequest", null, ECHOED_EXPLAIN, null);
    diagnostics(explained.diagnostics());
  }

  private void failed(Failure failed) throws XMLStreamException {
    switch (failed.operation()) {
      case SEARCH_RETRIEVE -> {
        element("numberOfRecords", "0");
        echo("echoedSearchRetrieveRequest", "query", ECHOED_SEARCH, null);
      }
      case SCAN -> echo("echoedScanRequest", null, ECHOED_SCAN, null);
      case EXPLAIN -> {}
    }
    diagnostics(failed.diagnostics());
  }

  /** Repeats the request, and the query as parsed. */
  private void echo(
      String name, @Nullable String query, List<String> names, @Nullable CqlQuery parsed)
      throws XMLStreamException {
    if (parameters.isEmpty()) {
      return;
    }
    start(name);
    element("version", version.label());
    if (query != null && parameters.get(query) != null) {
      element(query, parameters.get(query));
    }
    if (parsed != null && isWithin(parsed.root(), DEEPEST)) {
      start("xQuery");
      if (is20()) {
        XcqlWriter.write20(xml, parsed);
      } else {
        XcqlWriter.write(xml, parsed);
      }
      end();
    }
    for (var parameter : names) {
      var value = parameters.get(parameter);
      if (value != null) {
        element(parameter, value);
      }
    }
    end();
  }

  private static boolean isWithin(CqlNode node, int levels) {
    return switch (node) {
      case CqlNode.SearchClause _ -> true;
      case CqlNode.Operation operation ->
          levels > 0
              && isWithin(operation.left(), levels - 1)
              && isWithin(operation.right(), levels - 1);
    };
  }

  private void diagnostics(List<SruDiagnostic> diagnostics) throws XMLStreamException {
    if (diagnostics.isEmpty()) {
      return;
    }
    start("diagnostics");
    for (var diagnostic : diagnostics) {
      diagnostic(diagnostic);
    }
    end();
  }

  private void diagnostic(SruDiagnostic diagnostic) throws XMLStreamException {
    var uri = is20() ? DIAGNOSTIC : SRW_DIAGNOSTIC;
    xml.writeStartElement("diag", "diagnostic", uri);
    xml.writeNamespace("diag", uri);
    within("diag", uri, "uri", diagnostic.code().uri());
    if (!diagnostic.details().isEmpty()) {
      within("diag", uri, "details", diagnostic.details());
    }
    within("diag", uri, "message", diagnostic.code().message());
    end();
  }

  private void facets(List<FacetCounts> facets) throws XMLStreamException {
    if (facets.isEmpty()) {
      return;
    }
    xml.writeStartElement("fr", "facetedResults", FACETED_RESULTS);
    xml.writeNamespace("fr", FACETED_RESULTS);
    xml.writeStartElement("fr", "facets", FACETED_RESULTS);
    for (var facet : facets) {
      xml.writeStartElement("fr", "facet", FACETED_RESULTS);
      within("fr", FACETED_RESULTS, "facetDisplayLabel", facet.label());
      within("fr", FACETED_RESULTS, "index", facet.index());
      within("fr", FACETED_RESULTS, "relation", facet.relation());
      xml.writeStartElement("fr", "terms", FACETED_RESULTS);
      for (var value : facet.values()) {
        xml.writeStartElement("fr", "term", FACETED_RESULTS);
        within("fr", FACETED_RESULTS, "actualTerm", value.actualTerm());
        if (value.query() != null) {
          within("fr", FACETED_RESULTS, "query", value.query());
        }
        within("fr", FACETED_RESULTS, "count", Long.toString(value.count()));
        end();
      }
      end();
      end();
    }
    end();
    end();
  }

  private void start(String name) throws XMLStreamException {
    xml.writeStartElement(PREFIX, name, namespace);
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    within(PREFIX, namespace, name, text);
  }

  private void within(String prefix, String uri, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(prefix, name, uri);
    xml.writeCharacters(XmlText.legal(text));
    xml.writeEndElement();
  }
}
