package org.samling.routes.cql;

import org.samling.cql.DiagnosticCode;
import org.samling.sru.SruDiagnostic;

/** Stops the translation of a query; it never leaves the routes. */
final class CqlRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SruDiagnostic diagnostic;

  CqlRefusal(DiagnosticCode code, String details) {
    super(code + ": " + details, null, false, false);
    diagnostic = new SruDiagnostic(code, details);
  }

  SruDiagnostic diagnostic() {
    return diagnostic;
  }
}
