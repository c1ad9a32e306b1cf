package org.samling.z3950.data;

import java.util.List;

/** The content of a response: records, or diagnostics instead of them. */
public sealed interface Records {

  /** Records, any of which may be replaced by a diagnostic. */
  record ResponseRecords(List<NamePlusRecord> records) implements Records {
    public ResponseRecords {
      records = List.copyOf(records);
    }
  }

  /** The reason why there are no records. */
  record NonSurrogateDiagnostic(DefaultDiagFormat diagnostic) implements Records {}

  /** Several reasons why there are no records (version 3). */
  record MultipleNonSurDiagnostics(List<DiagRec> diagnostics) implements Records {
    public MultipleNonSurDiagnostics {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
