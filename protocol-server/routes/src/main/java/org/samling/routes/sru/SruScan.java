package org.samling.routes.sru;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.SearchField;
import org.samling.cql.CqlDecoded;
import org.samling.cql.CqlParser;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.catalogue.DatabaseSearch;
import org.samling.routes.cql.CqlTranslation;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruOperation;
import org.samling.sru.SruRequest.Scan;
import org.samling.sru.SruResponse;
import org.samling.sru.SruResponse.Failure;
import org.samling.sru.SruResponse.ScanResult;
import org.samling.sru.SruResponse.Term;
import org.samling.sru.SruResponse.WhereInList;

/** Answers scan: lists terms of an index in filing order. */
final class SruScan {

  private final DatabaseSearch catalogue;

  SruScan(DatabaseSearch catalogue) {
    this.catalogue = catalogue;
  }

  SruResponse scan(SruExchange<Scan> exchange) {
    return switch (CqlParser.parse(exchange.request().scanClause())) {
      case CqlDecoded.Malformed(var fault) -> failed(SruDiagnostic.of(fault));
      case CqlDecoded.Parsed(var clause) ->
          switch (CqlTranslation.scanPlace(clause)) {
            case CqlTranslation.RefusedPlace(var diagnostic) -> failed(diagnostic);
            case CqlTranslation.Term(var field, var text) -> scan(exchange, field, text);
          };
    };
  }

  private SruResponse scan(SruExchange<Scan> exchange, SearchField field, String text) {
    var request = exchange.request();
    var number =
        request.maximumTerms() == null ? SruSettings.DEFAULT_TERMS : request.maximumTerms();
    if (number > SruSettings.MAX_TERMS) {
      return failed(
          new SruDiagnostic(
              DiagnosticCode.TOO_MANY_TERMS_REQUESTED, Integer.toString(SruSettings.MAX_TERMS)));
    }
    var position = request.responsePosition();
    if (position > number + 1) {
      return failed(
          new SruDiagnostic(
              DiagnosticCode.RESPONSE_POSITION_OUT_OF_RANGE, Integer.toString(position)));
    }
    // One more on either side shows whether the list goes on there; position 0 skips the term.
    var before = Math.max(0, position - 1);
    var terms =
        catalogue.scan(
            exchange.database(), ScanRequest.of(field, text, before + 1, number - before + 2));
    var skipped = position == 0 && isFirst(terms.from(), text) ? 1 : 0;
    var all = new ArrayList<>(terms.before());
    all.addAll(terms.from());
    var start = Math.max(0, terms.before().size() - before) + skipped;
    var end = Math.min(all.size(), terms.before().size() + skipped + number - before);
    var scanned = new ArrayList<Term>();
    for (var i = start; i < end; i++) {
      scanned.add(scannedTerm(all.get(i), i == 0, i == all.size() - 1));
    }
    return new ScanResult(scanned, List.of());
  }

  private static boolean isFirst(List<ScanTerm> terms, String text) {
    return !terms.isEmpty()
        && (terms.getFirst().term().equalsIgnoreCase(text)
            || terms.getFirst().display().equalsIgnoreCase(text));
  }

  private static Term scannedTerm(ScanTerm term, boolean isFirst, boolean isLast) {
    return new Term(
        term.term(),
        term.count(),
        term.display(),
        isFirst
            ? isLast ? WhereInList.ONLY : WhereInList.FIRST
            : isLast ? WhereInList.LAST : WhereInList.INNER);
  }

  private static SruResponse failed(SruDiagnostic diagnostic) {
    return Failure.of(SruOperation.SCAN, diagnostic);
  }
}
