package org.samling.z3950.data;

import java.util.List;

/** What an answer holds: records, or diagnostics in place of all of them. */
public sealed interface Records {

  /** Records, each of which may be a diagnostic instead. */
  record ResponseRecords(List<NamePlusRecord> records) implements Records {
    public ResponseRecords {
      records = List.copyOf(records);
    }
  }

  /** Why there are no records. */
  record NonSurrogateDiagnostic(DefaultDiagFormat diagnostic) implements Records {}

  /** Several reasons why there are no records (version 3). */
  record MultipleNonSurDiagnostics(List<DiagRec> diagnostics) implements Records {
    public MultipleNonSurDiagnostics {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
