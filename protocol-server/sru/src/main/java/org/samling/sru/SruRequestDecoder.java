package org.samling.sru;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.cql.DiagnosticCode;
import org.samling.sru.SruRequest.Explain;
import org.samling.sru.SruRequest.Facet;
import org.samling.sru.SruRequest.QueryType;
import org.samling.sru.SruRequest.Scan;
import org.samling.sru.SruRequest.SearchRetrieve;

/**
 * Decodes a request from its parameters, as in the query string of a GET or the body of a POST
 * ({@code application/x-www-form-urlencoded}).
 *
 * <p>The version is given by {@code version}. Without it, a request that names an operation is 1.2,
 * and any other is 2.0, which has neither parameter (SRU 2.0, section 3.2).
 */
public final class SruRequestDecoder {

  /** The most characters of the encoded parameters. */
  public static final int MAX_LENGTH = 128 * 1024;

  /** The most values of a facet that may be requested. */
  public static final int MAX_FACET_VALUES = 100;

  /** The last position of a facet value that may be requested. */
  public static final int MAX_FACET_POSITION = 1_000;

  private static final int MOST_FACETS = 10;
  private static final int MOST_SORT_KEYS = 20;
  private static final int LONGEST_SHOWN = 200;

  private static final String VERSION = "version";
  private static final String OPERATION = "operation";
  private static final String QUERY = "query";
  private static final String QUERY_TYPE = "queryType";
  private static final String START = "startRecord";
  private static final String MAXIMUM = "maximumRecords";
  private static final String PACKING = "recordPacking";
  private static final String ESCAPING = "recordXMLEscaping";
  private static final String SCHEMA = "recordSchema";
  private static final String XPATH = "recordXPath";
  private static final String TTL = "resultSetTTL";
  private static final String SORT_KEYS = "sortKeys";
  private static final String STYLESHEET = Stylesheet.PARAMETER;
  private static final String RENDERED_BY = "renderedBy";
  private static final String HTTP_ACCEPT = "httpAccept";
  private static final String RESPONSE_TYPE = "responseType";
  private static final String FACET_LIMIT = "facetLimit";
  private static final String FACET_START = "facetStart";
  private static final String FACET_SORT = "facetSort";
  private static final String SCAN_CLAUSE = "scanClause";
  private static final String POSITION = "responsePosition";
  private static final String TERMS = "maximumTerms";

  private static final Set<String> ALWAYS = Set.of(VERSION, OPERATION, STYLESHEET);
  private static final Set<String> ALWAYS_20 =
      Set.of(VERSION, OPERATION, STYLESHEET, RENDERED_BY, HTTP_ACCEPT, RESPONSE_TYPE);

  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<SruDiagnostic> warnings = new ArrayList<>();
  private @Nullable String repeatedName;

  /** Aborts decoding; never leaves this class. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SruDiagnostic diagnostic;

    Refusal(DiagnosticCode code, String details) {
      super(details, null, false, false);
      diagnostic = new SruDiagnostic(code, shortened(details));
    }
  }

  private SruRequestDecoder() {}

  /**
   * Decodes a request.
   *
   * @param encoded the parameters, at most {@value #MAX_LENGTH} characters
   */
  public static SruDecoded decode(String encoded) {
    return new SruRequestDecoder().read(encoded);
  }

  private SruDecoded read(String encoded) {
    var version = SruVersion.V2_0;
    var operation = SruOperation.EXPLAIN;
    try {
      split(encoded);
      version = guessedVersion();
      operation = guessedOperation();
      if (repeatedName != null) {
        throw new Refusal(
            DiagnosticCode.UNSUPPORTED_COMBINATION_OF_PARAMETERS, repeatedName + " occurs twice");
      }
      var named = parameters.get(VERSION);
      if (named != null && SruVersion.of(named).isEmpty()) {
        throw new Refusal(DiagnosticCode.UNSUPPORTED_VERSION, SruVersion.V2_0.label());
      }
      operation = operation(version);
      if (named == null && version != SruVersion.V2_0 && operation != SruOperation.EXPLAIN) {
        throw new Refusal(DiagnosticCode.MANDATORY_PARAMETER_NOT_SUPPLIED, VERSION);
      }
      var request =
          switch (operation) {
            case EXPLAIN -> explain(version);
            case SEARCH_RETRIEVE -> searchRetrieve(version);
            case SCAN -> scan(version);
          };
      return new SruDecoded.Request(version, request, parameters, warnings);
    } catch (Refusal e) {
      return new SruDecoded.Malformed(version, operation, parameters, e.diagnostic);
    }
  }

  private void split(String encoded) {
    if (encoded.length() > MAX_LENGTH) {
      throw new Refusal(
          DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE,
          "the parameters may have at most %d characters".formatted(MAX_LENGTH));
    }
    for (var part : encoded.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      var equals = part.indexOf('=');
      var name = decoded(equals < 0 ? part : part.substring(0, equals));
      var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (parameters.putIfAbsent(name, value) != null && !isExtension(name)) {
        repeatedName = name;
      }
    }
  }

  private static String decoded(String text) {
    try {
      // A query can't contain other characters, and the response could not repeat them.
      return XmlText.legal(URLDecoder.decode(text, UTF_8));
    } catch (IllegalArgumentException _) {
      throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, "not URL-encoded: " + text);
    }
  }

  /** The version to answer in, even if the request names an unknown one. */
  private SruVersion guessedVersion() {
    var named = parameters.get(VERSION);
    if (named != null) {
      return SruVersion.of(named).orElse(SruVersion.V1_2);
    }
    return parameters.containsKey(OPERATION) ? SruVersion.V1_2 : SruVersion.V2_0;
  }

  /** The operation whose response reports the fault. */
  private SruOperation guessedOperation() {
    var named = parameters.get(OPERATION);
    if (named != null) {
      return SruOperation.of(named).orElse(SruOperation.EXPLAIN);
    }
    return parameters.containsKey(QUERY)
        ? SruOperation.SEARCH_RETRIEVE
        : parameters.containsKey(SCAN_CLAUSE) ? SruOperation.SCAN : SruOperation.EXPLAIN;
  }

  private SruOperation operation(SruVersion version) {
    var named = parameters.get(OPERATION);
    if (named != null) {
      return SruOperation.of(named)
          .orElseThrow(() -> new Refusal(DiagnosticCode.UNSUPPORTED_OPERATION, named));
    }
    var guessed = guessedOperation();
    if (version != SruVersion.V2_0 && guessed != SruOperation.EXPLAIN) {
      throw new Refusal(DiagnosticCode.MANDATORY_PARAMETER_NOT_SUPPLIED, OPERATION);
    }
    return guessed;
  }

  private SruRequest explain(SruVersion version) {
    allow(version, Set.of(PACKING), Set.of(PACKING, ESCAPING));
    return new Explain(escaping(version));
  }

  private SruRequest searchRetrieve(SruVersion version) {
    allow(
        version,
        Set.of(QUERY, START, MAXIMUM, PACKING, SCHEMA, XPATH, TTL, SORT_KEYS),
        Set.of(
            QUERY,
            QUERY_TYPE,
            START,
            MAXIMUM,
            PACKING,
            ESCAPING,
            SCHEMA,
            TTL,
            SORT_KEYS,
            FACET_LIMIT,
            FACET_START,
            FACET_SORT));
    if (!parameters.getOrDefault(XPATH, "").isEmpty()) {
      throw new Refusal(DiagnosticCode.XPATH_RETRIEVAL_UNSUPPORTED, "");
    }
    var type = queryType();
    var query = needed(QUERY);
    number(TTL, 0); // checked only: no result sets are kept
    var start = number(START, 1);
    var maximum = number(MAXIMUM, 0);
    return new SearchRetrieve(
        type,
        query,
        start == null ? 1 : start,
        maximum,
        escaping(version),
        schema(),
        sortKeys(),
        facets());
  }

  private SruRequest scan(SruVersion version) {
    allow(
        version,
        Set.of(SCAN_CLAUSE, POSITION, TERMS),
        Set.of(SCAN_CLAUSE, QUERY_TYPE, POSITION, TERMS));
    if (queryType() != QueryType.CQL) {
      throw new Refusal(DiagnosticCode.UNSUPPORTED_QUERY_TYPE, "a scanClause must be in CQL");
    }
    var clause = needed(SCAN_CLAUSE);
    var position = number(POSITION, 0);
    return new Scan(clause, position == null ? 1 : position, number(TERMS, 1));
  }

  private static boolean isExtension(String name) {
    return name.startsWith("x-");
  }

  /** Parameters that begin with x- are extensions, and ignored if unknown. */
  private void allow(SruVersion version, Set<String> before20, Set<String> since20) {
    var is20 = version == SruVersion.V2_0;
    for (var name : parameters.keySet()) {
      if (!(is20 ? since20 : before20).contains(name)
          && !(is20 ? ALWAYS_20 : ALWAYS).contains(name)
          && !isExtension(name)) {
        throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER, name);
      }
    }
    var stylesheet = parameters.getOrDefault(STYLESHEET, "");
    if (!stylesheet.isEmpty() && !Stylesheet.isAddress(stylesheet)) {
      warnings.add(
          new SruDiagnostic(
              DiagnosticCode.STYLESHEETS_NOT_SUPPORTED, "only a path or an address of HTTP"));
    }
    oneOf(RENDERED_BY, Set.of("client"));
    oneOf(RESPONSE_TYPE, Set.of("xml"));
    var accepted = parameters.getOrDefault(HTTP_ACCEPT, "").toLowerCase(Locale.ROOT);
    if (!accepted.isEmpty() && !accepted.contains("xml") && !accepted.contains("*/*")) {
      throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, HTTP_ACCEPT);
    }
  }

  private void oneOf(String name, Set<String> values) {
    var value = parameters.getOrDefault(name, "");
    if (!value.isEmpty() && !values.contains(value)) {
      throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, name);
    }
  }

  private RecordEscaping escaping(SruVersion version) {
    if (version == SruVersion.V2_0) {
      oneOf(PACKING, Set.of("packed", "unpacked"));
    }
    var value = parameters.getOrDefault(version == SruVersion.V2_0 ? ESCAPING : PACKING, "");
    return value.isEmpty()
        ? RecordEscaping.XML
        : RecordEscaping.of(value)
            .orElseThrow(() -> new Refusal(DiagnosticCode.UNSUPPORTED_RECORD_PACKING, value));
  }

  private QueryType queryType() {
    return switch (parameters.getOrDefault(QUERY_TYPE, "")) {
      case "", "cql" -> QueryType.CQL;
      case "searchTerms" -> QueryType.SEARCH_TERMS;
      case String other -> throw new Refusal(DiagnosticCode.UNSUPPORTED_QUERY_TYPE, other);
    };
  }

  private @Nullable String schema() {
    var schema = parameters.getOrDefault(SCHEMA, "");
    return schema.isEmpty() ? null : schema;
  }

  private String needed(String name) {
    var value = parameters.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new Refusal(DiagnosticCode.MANDATORY_PARAMETER_NOT_SUPPLIED, name);
    }
    return value;
  }

  private @Nullable Integer number(String name, int minimum) {
    var value = parameters.getOrDefault(name, "");
    return value.isEmpty() ? null : number(name, value, minimum);
  }

  private static int number(String name, String value, int minimum) {
    try {
      var number = Integer.parseInt(value);
      if (number >= minimum) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Reported below.
    }
    throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, name);
  }

  /** Keys separated by blanks, each {@code path,schema,ascending,caseSensitive,missingValue}. */
  private List<SruSortKey> sortKeys() {
    var keys = new ArrayList<SruSortKey>();
    for (var written : parameters.getOrDefault(SORT_KEYS, "").strip().split("\\s+", -1)) {
      if (!written.isEmpty()) {
        keys.add(sortKey(written));
      }
    }
    if (keys.size() > MOST_SORT_KEYS) {
      throw new Refusal(
          DiagnosticCode.TOO_MANY_SORT_KEYS, "%d; %d".formatted(keys.size(), MOST_SORT_KEYS));
    }
    return keys;
  }

  private static SruSortKey sortKey(String written) {
    var parts = written.split(",", -1);
    if (parts.length > 5 || parts[0].isEmpty()) {
      throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, SORT_KEYS);
    }
    var missing = part(parts, 4);
    return new SruSortKey(
        parts[0],
        part(parts, 1).isEmpty() ? null : part(parts, 1),
        flag(part(parts, 2), true, DiagnosticCode.UNSUPPORTED_DIRECTION),
        flag(part(parts, 3), false, DiagnosticCode.UNSUPPORTED_CASE),
        missing.isEmpty() ? SruSortKey.HIGH_VALUE : missing);
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index] : "";
  }

  private static boolean flag(String written, boolean usual, DiagnosticCode otherwise) {
    return switch (written) {
      case "" -> usual;
      case "1" -> true;
      case "0" -> false;
      default -> throw new Refusal(otherwise, written);
    };
  }

  /** {@code 10} for every index, {@code 10:dc.subject,5:dc.creator} for these two. */
  private List<Facet> facets() {
    var limits = perIndex(FACET_LIMIT);
    if (limits.isEmpty()) {
      return List.of();
    }
    oneOf(FACET_SORT, Set.of("recordCount"));
    var starts = perIndex(FACET_START);
    var facets = new ArrayList<Facet>();
    limits.forEach((index, limit) -> {
      var start = Math.max(1, starts.getOrDefault(index, starts.getOrDefault("", 1)));
      var values = limit == -1 ? MAX_FACET_VALUES : limit;
      if (values > MAX_FACET_VALUES || start > MAX_FACET_POSITION - values) {
        throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, FACET_LIMIT);
      }
      if (values > 0) {
        facets.add(new Facet(index.isEmpty() ? null : index, values, start));
      }
    });
    return facets;
  }

  private Map<String, Integer> perIndex(String name) {
    var numbers = new LinkedHashMap<String, Integer>();
    for (var written : parameters.getOrDefault(name, "").split(",", -1)) {
      if (!written.isBlank()) {
        var colon = written.indexOf(':');
        var index = colon < 0 ? "" : written.substring(colon + 1).strip();
        var number = colon < 0 ? written : written.substring(0, colon);
        numbers.put(index, number(name, number.strip(), -1));
      }
    }
    if (numbers.size() > MOST_FACETS) {
      throw new Refusal(DiagnosticCode.UNSUPPORTED_PARAMETER_VALUE, name);
    }
    return numbers;
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
  }
}
