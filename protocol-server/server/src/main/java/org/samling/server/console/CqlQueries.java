package org.samling.server.console;

import java.util.regex.Pattern;
import org.samling.console.catalogue.CatalogueQueries;
import org.samling.console.web.Diagnostic;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlParser;
import org.samling.routes.cql.CqlTranslated;
import org.samling.routes.cql.CqlTranslation;
import org.samling.sru.SruDiagnostic;

/**
 * Reads CQL as SRU does. Text that is not CQL, and shows no sign of being meant as CQL, is taken as
 * words; so is what would be CQL with an index or a relation that there is not, as any three words
 * are.
 */
public final class CqlQueries implements CatalogueQueries {

  private static final Pattern MEANT_AS_CQL =
      Pattern.compile("[=<>]|\\bsortby\\b", Pattern.CASE_INSENSITIVE);

  @Override
  public ParsedQuery read(String text) throws UnfitException {
    var isMeant = MEANT_AS_CQL.matcher(text).find();
    return switch (CqlParser.parse(text)) {
      case CqlDecoded.Malformed(var fault) -> {
        if (isMeant) {
          throw unfit(SruDiagnostic.of(fault));
        }
        yield asked(CqlTranslation.searchTerms(text));
      }
      case CqlDecoded.Parsed(var parsed) -> {
        var translated = CqlTranslation.translate(parsed);
        yield asked(
            translated instanceof CqlTranslated.Refused && !isMeant
                ? CqlTranslation.searchTerms(text)
                : translated);
      }
    };
  }

  private static ParsedQuery asked(CqlTranslated translated) throws UnfitException {
    return switch (translated) {
      case CqlTranslated.Refused(var diagnostic) -> throw unfit(diagnostic);
      case CqlTranslated.Translated(var query, var order, _) -> new ParsedQuery(query, order);
    };
  }

  private static UnfitException unfit(SruDiagnostic diagnostic) {
    var code = diagnostic.code();
    return new UnfitException(Diagnostic.srw(code.number(), code.message(), diagnostic.details()));
  }
}
