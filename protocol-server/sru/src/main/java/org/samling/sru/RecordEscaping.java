package org.samling.sru;

import java.util.Arrays;
import java.util.Optional;

/** The form of a record in a response (recordPacking of 1.1 and 1.2, recordXMLEscaping of 2.0). */
public enum RecordEscaping {
  /** As elements. */
  XML("xml"),
  /** As text, with its tags escaped. */
  STRING("string");

  private final String label;

  RecordEscaping(String label) {
    this.label = label;
  }

  /** The standard's word. */
  public String label() {
    return label;
  }

  static Optional<RecordEscaping> of(String label) {
    return Arrays.stream(values()).filter(e -> e.label.equals(label)).findFirst();
  }
}
