package org.samling.sru;

import org.samling.cql.CqlFault;
import org.samling.cql.DiagnosticCode;

/**
 * A part of a request that was not honoured (SRU 1.2, "Diagnostics"; SRU 2.0, section 9).
 *
 * @param code the standard's diagnostic
 * @param details details in the form that the diagnostic prescribes, or in words; may be empty
 */
public record SruDiagnostic(DiagnosticCode code, String details) {

  /** The fault in a query, with its position. */
  public static SruDiagnostic of(CqlFault fault) {
    return new SruDiagnostic(
        fault.code(), "%s (at character %d)".formatted(fault.details(), fault.position() + 1));
  }
}
