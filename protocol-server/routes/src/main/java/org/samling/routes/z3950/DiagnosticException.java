package org.samling.routes.z3950;

import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;

/** A request can't be executed; the answer carries the diagnostic. It never leaves the routes. */
final class DiagnosticException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient DefaultDiagFormat diagnostic;

  /**
   * Creates the exception.
   *
   * @param addinfo the additional information that the diagnostic prescribes
   */
  DiagnosticException(Bib1Diagnostic condition, String addinfo) {
    super(condition + ": " + addinfo, null, false, false);
    this.diagnostic = DefaultDiagFormat.of(condition, addinfo);
  }

  DefaultDiagFormat diagnostic() {
    return diagnostic;
  }
}
