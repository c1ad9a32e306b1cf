package org.samling.z3950.data;

/** A diagnostic in the standard's default form or in another. */
public sealed interface DiagRec permits DefaultDiagFormat, DiagRec.ExternallyDefined {

  /** A diagnostic in another form (version 3). */
  record ExternallyDefined(External external) implements DiagRec {}
}
