package org.samling.sru;

import org.samling.cql.CqlFault;
import org.samling.cql.DiagnosticCode;

/**
 * Something that was not done as it was asked for (SRU 1.2, "Diagnostics"; SRU 2.0, section 9).
 *
 * @param code which of the standard's diagnostics
 * @param details more about it, in the form that the diagnostic prescribes or for people; empty for
 *     none
 */
public record SruDiagnostic(DiagnosticCode code, String details) {

  /** What is wrong with a query, and where. */
  public static SruDiagnostic of(CqlFault fault) {
    return new SruDiagnostic(
        fault.code(), "%s (at character %d)".formatted(fault.details(), fault.position() + 1));
  }
}
