package org.samling.cli.catalogue;

import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlParser;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslation;
import org.samling.sru.SruDiagnostic;

/** CQL queries on the command line, with the same indexes as SRU. */
final class CqlOption {

  /** The help text for the option. */
  static final String HELP =
      "In CQL, with the indexes of docs/sru.md: author=blixen and year>=1950 and title adj \"den afrikanske\"; a star matches any characters.";

  private CqlOption() {}

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException if it is not CQL, or uses something that is not supported; the
   *     message says what is wrong
   */
  static Query parse(String text) {
    return switch (CqlParser.parse(text)) {
      case CqlDecoded.Malformed(var fault) -> throw refused(SruDiagnostic.of(fault));
      case CqlDecoded.Parsed(var parsed) ->
          switch (CqlTranslation.translate(parsed)) {
            case CqlTranslated.Refused(var diagnostic) -> throw refused(diagnostic);
            case CqlTranslated.Translated(var query, var order, _) -> {
              if (!order.equals(SortOrder.LATEST_FIRST)) {
                throw new IllegalArgumentException("sortBy is not supported here");
              }
              yield query;
            }
          };
    };
  }

  private static IllegalArgumentException refused(SruDiagnostic diagnostic) {
    return new IllegalArgumentException(
        diagnostic.details().isEmpty()
            ? diagnostic.code().message()
            : "%s: %s".formatted(diagnostic.code().message(), diagnostic.details()));
  }
}
