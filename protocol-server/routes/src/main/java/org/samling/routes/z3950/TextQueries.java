package org.samling.routes.z3950;

import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlParser;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslation;
import org.samling.routes.z3950.Z3950Queries.SizedQuery;
import org.samling.sru.SruDiagnostic;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ccl.CclDecoded;
import org.samling.z3950.ccl.CclParser;
import org.samling.z3950.ccl.CclRpn;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.External;
import org.samling.z3950.data.RpnQuery;

/** Reads text queries: CCL (type 2) and CQL (type 104). */
final class TextQueries {

  private TextQueries() {}

  /**
   * Translates a CCL query to a type-1 query.
   *
   * @throws DiagnosticException where it can't be parsed, or has an unknown qualifier
   */
  static RpnQuery ccl(Octets query, Z3950Charset charset) {
    return switch (CclParser.parse(query.text(charset))) {
      case CclDecoded.Malformed(var reason, var position) ->
          throw new DiagnosticException(
              Bib1Diagnostic.MALFORMED_QUERY,
              "%s (at character %d)".formatted(reason, position + 1));
      case CclDecoded.Parsed(var parsed) ->
          switch (CclRpn.translate(parsed, charset)) {
            case CclRpn.Rpn(var rpn) -> new RpnQuery(Oid.BIB_1, rpn);
            case CclRpn.UnknownQualifier(var name) ->
                throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, name);
          };
    };
  }

  /**
   * Translates a query of type 104.
   *
   * @throws DiagnosticException where it is not in CQL, or not supported
   */
  static SizedQuery cql(External query, Z3950Charset charset) {
    if (!Oid.CQL.equals(query.directReference())) {
      throw new DiagnosticException(Bib1Diagnostic.QUERY_TYPE_NOT_SUPPORTED, "104");
    }
    return switch (CqlParser.parse(query.content().text(charset))) {
      case CqlDecoded.Malformed(var fault) -> throw refused(SruDiagnostic.of(fault));
      case CqlDecoded.Parsed(var parsed) ->
          switch (CqlTranslation.translate(parsed)) {
            case CqlTranslated.Refused(var diagnostic) -> throw refused(diagnostic);
            case CqlTranslated.Translated(var translated, var order, var terms) -> {
              if (!parsed.sortKeys().isEmpty()) {
                throw new DiagnosticException(
                    Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE, "sortBy is for SRU only");
              }
              yield new SizedQuery(translated, terms, order);
            }
          };
    };
  }

  /** The Bib-1 diagnostic that matches one of CQL. */
  private static DiagnosticException refused(SruDiagnostic diagnostic) {
    var condition =
        switch (diagnostic.code()) {
          case TOO_MANY_CHARACTERS_IN_QUERY, TOO_MANY_CHARACTERS_IN_TERM ->
              Bib1Diagnostic.TOO_MANY_CHARACTERS;
          case TOO_MANY_BOOLEAN_OPERATORS -> Bib1Diagnostic.TOO_MANY_BOOLEAN_OPERATORS;
          case UNSUPPORTED_CONTEXT_SET -> Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_SET;
          case UNSUPPORTED_INDEX -> Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE;
          case UNSUPPORTED_RELATION, UNSUPPORTED_RELATION_MODIFIER ->
              Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE;
          case UNSUPPORTED_COMBINATION_OF_INDEXES,
              UNSUPPORTED_COMBINATION_OF_RELATION_AND_INDEX,
              UNSUPPORTED_COMBINATION_OF_RELATION_MODIFIERS ->
              Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION;
          case EMPTY_TERM_UNSUPPORTED, NON_SPECIAL_CHARACTER_ESCAPED ->
              Bib1Diagnostic.MALFORMED_SEARCH_TERM;
          case TERM_IN_INVALID_FORMAT -> Bib1Diagnostic.ILLEGAL_TERM_VALUE_FOR_ATTRIBUTE;
          case MASKING_NOT_SUPPORTED -> Bib1Diagnostic.UNSUPPORTED_TRUNCATION_ATTRIBUTE;
          case ANCHORING_NOT_SUPPORTED, ANCHOR_IN_UNSUPPORTED_POSITION ->
              Bib1Diagnostic.UNSUPPORTED_POSITION_ATTRIBUTE;
          case UNSUPPORTED_BOOLEAN_OPERATOR,
              UNSUPPORTED_BOOLEAN_MODIFIER,
              PROXIMITY_NOT_SUPPORTED,
              PROXIMITY_AND_ANCHORING_NOT_SUPPORTED,
              UNSUPPORTED_COMBINATION_OF_PROXIMITY_MODIFIERS ->
              Bib1Diagnostic.OPERATOR_UNSUPPORTED;
          case UNSUPPORTED_PROXIMITY_RELATION -> Bib1Diagnostic.UNSUPPORTED_PROXIMITY_RELATION;
          case UNSUPPORTED_PROXIMITY_DISTANCE -> Bib1Diagnostic.UNSUPPORTED_PROXIMITY_DISTANCE;
          case UNSUPPORTED_PROXIMITY_UNIT -> Bib1Diagnostic.UNSUPPORTED_PROXIMITY_UNIT_CODE;
          case RESULT_SETS_NOT_SUPPORTED -> Bib1Diagnostic.RESULT_SET_NOT_SUPPORTED_AS_TERM;
          case UNSUPPORTED_PATH_FOR_SORT,
              UNSUPPORTED_CASE,
              UNSUPPORTED_MISSING_VALUE_ACTION,
              TOO_MANY_SORT_KEYS ->
              Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE;
          default -> Bib1Diagnostic.MALFORMED_QUERY;
        };
    return new DiagnosticException(condition, diagnostic.details());
  }
}
