package org.samling.routes.z3950;

import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;

/**
 * Something that can't be done as asked; the answer carries the diagnostic. It never leaves the
 * routes.
 */
final class DiagnosticException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient DefaultDiagFormat diagnostic;

  /**
   * Makes it.
   *
   * @param addinfo more about it, in the words that the diagnostic prescribes
   */
  DiagnosticException(Bib1Diagnostic condition, String addinfo) {
    super(condition + ": " + addinfo, null, false, false);
    this.diagnostic = DefaultDiagFormat.of(condition, addinfo);
  }

  DefaultDiagFormat diagnostic() {
    return diagnostic;
  }
}
