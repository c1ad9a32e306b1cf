package org.samling.oaipmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.oaipmh.OaiError.Code;
import org.samling.oaipmh.OaiResponse.Errors;
import org.samling.oaipmh.OaiResponse.Identification;
import org.samling.oaipmh.OaiResponse.Identifiers;
import org.samling.oaipmh.OaiResponse.MetadataFormats;
import org.samling.oaipmh.OaiResponse.Records;
import org.samling.oaipmh.OaiResponse.ResumptionToken;
import org.samling.oaipmh.OaiResponse.Sets;
import org.samling.oaipmh.OaiResponse.SingleRecord;

/**
 * Writes responses as the schema of OAI-PMH 2.0 requires (section 3.2). Characters that XML 1.0
 * does not allow are replaced.
 */
public final class OaiResponseEncoder {

  /** The namespace of responses. */
  public static final String NAMESPACE = "http://www.openarchives.org/OAI/2.0/";

  private static final String SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier";
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder xml = new StringBuilder(4_096);

  private final String baseUrl;

  private OaiResponseEncoder(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * Writes a response.
   *
   * @param baseUrl the address of the repository
   * @param at the time of the response; written in whole seconds
   * @param arguments the arguments of the request, empty if they can't be read
   * @return XML in UTF-8
   */
  public static byte[] encode(
      String baseUrl, Instant at, Map<String, String> arguments, OaiResponse response) {
    var encoder = new OaiResponseEncoder(baseUrl);
    encoder.document(at, arguments, response);
    return encoder.xml.toString().getBytes(UTF_8);
  }

  private void document(Instant at, Map<String, String> arguments, OaiResponse response) {
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH");
    attribute("xmlns", NAMESPACE);
    attribute("xmlns:xsi", XSI);
    attribute("xsi:schemaLocation", NAMESPACE + " " + SCHEMA);
    xml.append(">\n");
    element("responseDate", time(at));
    xml.append("<request");
    if (repeatsArguments(response)) {
      new TreeMap<>(arguments).forEach(this::attribute);
    }
    xml.append('>');
    text(baseUrl);
    xml.append("</request>\n");
    content(response);
    xml.append("</OAI-PMH>\n");
  }

  /** Arguments that are not in the standard are not repeated (section 3.2). */
  private static boolean repeatsArguments(OaiResponse response) {
    return !(response instanceof Errors(var errors))
        || errors.stream()
            .noneMatch(e -> e.code() == Code.BAD_ARGUMENT || e.code() == Code.BAD_VERB);
  }

  private void content(OaiResponse response) {
    switch (response) {
      case Errors(var errors) ->
          errors.forEach(error -> {
            xml.append("<error");
            attribute("code", error.code().label());
            xml.append('>');
            text(error.message());
            xml.append("</error>\n");
          });
      case Identification identified -> within(OaiVerb.IDENTIFY, () -> identified(identified));
      case MetadataFormats(var formats) ->
          within(
              OaiVerb.LIST_METADATA_FORMATS,
              () ->
                  formats.forEach(format -> {
                    xml.append("<metadataFormat>\n");
                    element("metadataPrefix", format.prefix());
                    element("schema", format.schema());
                    element("metadataNamespace", format.namespace());
                    xml.append("</metadataFormat>\n");
                  }));
      case Sets(var sets) ->
          within(
              OaiVerb.LIST_SETS,
              () ->
                  sets.forEach(set -> {
                    xml.append("<set>\n");
                    element("setSpec", set.spec());
                    element("setName", set.name());
                    xml.append("</set>\n");
                  }));
      case Identifiers(var headers, var token) ->
          within(
              OaiVerb.LIST_IDENTIFIERS,
              () -> {
                headers.forEach(this::header);
                token(token);
              });
      case Records(var records, var token) ->
          within(
              OaiVerb.LIST_RECORDS,
              () -> {
                records.forEach(this::record);
                token(token);
              });
      case SingleRecord(var record) -> within(OaiVerb.GET_RECORD, () -> record(record));
    }
  }

  private void within(OaiVerb verb, Runnable content) {
    xml.append('<').append(verb.label()).append(">\n");
    content.run();
    xml.append("</").append(verb.label()).append(">\n");
  }

  private void identified(Identification identified) {
    element("repositoryName", identified.repositoryName());
    element("baseURL", baseUrl);
    element("protocolVersion", "2.0");
    elements("adminEmail", identified.adminEmails());
    element("earliestDatestamp", time(identified.earliestDatestamp()));
    element("deletedRecord", "persistent");
    element("granularity", "YYYY-MM-DDThh:mm:ssZ");
    elements("compression", identified.compressions());
    xml.append("<description>\n<oai-identifier");
    attribute("xmlns", IDENTIFIER);
    attribute("xsi:schemaLocation", IDENTIFIER + " " + IDENTIFIER + ".xsd");
    xml.append(">\n");
    element("scheme", "oai");
    element("repositoryIdentifier", identified.domain());
    element("delimiter", ":");
    element("sampleIdentifier", identified.sampleIdentifier());
    xml.append("</oai-identifier>\n</description>\n");
  }

  private void record(OaiRecord record) {
    xml.append("<record>\n");
    header(record.header());
    if (record.metadata() != null) {
      xml.append("<metadata>\n").append(record.metadata()).append("\n</metadata>\n");
    }
    xml.append("</record>\n");
  }

  private void header(OaiHeader header) {
    xml.append(header.deleted() ? "<header status=\"deleted\">\n" : "<header>\n");
    element("identifier", header.identifier());
    element("datestamp", time(header.datestamp()));
    elements("setSpec", header.sets());
    xml.append("</header>\n");
  }

  private void token(@Nullable ResumptionToken token) {
    if (token != null) {
      xml.append("<resumptionToken");
      attribute("cursor", Long.toString(token.cursor()));
      xml.append('>');
      text(token.value());
      xml.append("</resumptionToken>\n");
    }
  }

  private void elements(String name, List<String> values) {
    values.forEach(value -> element(name, value));
  }

  private void element(String name, String value) {
    xml.append('<').append(name).append('>');
    text(value);
    xml.append("</").append(name).append(">\n");
  }

  private void attribute(String name, String value) {
    xml.append(' ').append(name).append("=\"");
    text(value);
    xml.append('"');
  }

  private void text(String text) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\t', '\n', '\r' -> xml.append("&#").append(c).append(';');
            default -> xml.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
          }
        });
  }

  /** The production Char of XML 1.0, section 2.2, without the three that are escaped. */
  private static boolean isCharacter(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
