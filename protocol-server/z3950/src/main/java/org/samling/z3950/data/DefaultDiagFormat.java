package org.samling.z3950.data;

import java.util.Optional;
import org.samling.z3950.ber.Oid;

/**
 * A diagnostic in the standard's default form.
 *
 * @param diagnosticSetId the set that defines the condition, as a rule {@link Oid#DIAG_BIB_1}
 * @param condition the number of the condition
 * @param addinfo additional information in the form that the condition prescribes; may be empty
 */
public record DefaultDiagFormat(Oid diagnosticSetId, long condition, String addinfo)
    implements DiagRec {

  /** A condition of bib-1. */
  public static DefaultDiagFormat of(Bib1Diagnostic condition, String addinfo) {
    return new DefaultDiagFormat(Oid.DIAG_BIB_1, condition.condition(), addinfo);
  }

  /** The condition, if it is one of bib-1 that this package knows. */
  public Optional<Bib1Diagnostic> bib1() {
    return diagnosticSetId.equals(Oid.DIAG_BIB_1)
        ? Bib1Diagnostic.byCondition(condition)
        : Optional.empty();
  }
}
