package org.samling.server.console;

import org.samling.console.catalogue.CatalogueQueries;
import org.samling.console.web.Diagnostic;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslation;

/** Reads what people type: words, or CQL as SRU does. */
public final class CqlQueries implements CatalogueQueries {

  @Override
  public ParsedQuery read(String text) throws UnfitException {
    return switch (CqlTranslation.typed(text)) {
      case CqlTranslated.Refused(var diagnostic) -> {
        var code = diagnostic.code();
        throw new UnfitException(
            Diagnostic.srw(code.number(), code.message(), diagnostic.details()));
      }
      case CqlTranslated.Translated(var query, var order, _) -> new ParsedQuery(query, order);
    };
  }
}
