package org.samling.server.console;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Diagnostic;
import org.samling.z3950.Close;
import org.samling.z3950.UnsupportedApdu;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.DeleteResultSetResponse;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.Z3950Response.SortResponse;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.Records;

/** Extracts the bib-1 diagnostics from the answers of a trial session. */
final class TrialDiagnostics {

  private TrialDiagnostics() {}

  /** The diagnostics in an answer, each once. */
  static List<Diagnostic> in(Z3950Response response) {
    var all =
        switch (response) {
          case InitializeResponse init -> init.diagnostics().stream();
          case SearchResponse search -> in(search.records());
          case PresentResponse present -> in(present.records());
          case ScanResponse scan -> scan.nonsurrogateDiagnostics().stream();
          case Close _,
              UnsupportedApdu _,
              DeleteResultSetResponse _,
              ExtendedServicesResponse _,
              Segment _,
              SortResponse _ ->
              Stream.<DiagRec>of(); // answers that no trial gets
        };
    return all.flatMap(TrialDiagnostics::known).distinct().toList();
  }

  private static Stream<? extends DiagRec> in(@Nullable Records records) {
    return switch (records) {
      case Records.NonSurrogateDiagnostic(var diagnostic) -> Stream.of(diagnostic);
      case Records.MultipleNonSurDiagnostics(var diagnostics) -> diagnostics.stream();
      case Records.ResponseRecords(var all) ->
          all.stream()
              .flatMap(r ->
                  r.record() instanceof NamePlusRecord.SurrogateDiagnostic(var diagnostic)
                      ? Stream.of(diagnostic)
                      : Stream.of());
      case null -> Stream.of();
    };
  }

  private static Stream<Diagnostic> known(DiagRec diagnostic) {
    return diagnostic instanceof DefaultDiagFormat known
        ? known.bib1().map(Bib1Diagnostic::text).stream()
            .map(text -> Diagnostic.bib1(known.condition(), text, known.addinfo()))
        : Stream.of();
  }
}
