package org.samling.cli.catalogue;

import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlParser;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslation;
import org.samling.sru.SruDiagnostic;

/** Queries that are typed: in CQL, with the indexes that SRU has. */
final class CqlOption {

  /** What a command says of it. */
  static final String HELP =
      "In CQL, with the indexes of docs/sru.md: author=blixen and year>=1950 and title adj \"den afrikanske\"; a star stands for any characters.";

  private CqlOption() {}

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException where it is none, or asks for what there is not; the message
   *     says what is wrong
   */
  static Query parse(String text) {
    return switch (CqlParser.parse(text)) {
      case CqlDecoded.Malformed(var fault) -> throw refused(SruDiagnostic.of(fault));
      case CqlDecoded.Parsed(var parsed) ->
          switch (CqlTranslation.translate(parsed)) {
            case CqlTranslated.Refused(var diagnostic) -> throw refused(diagnostic);
            case CqlTranslated.Translated(var query, var order, _) -> {
              if (!order.equals(SortOrder.LATEST_FIRST)) {
                throw new IllegalArgumentException("sortBy has no meaning here");
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
