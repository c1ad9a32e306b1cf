package org.samling.sru;

import java.util.Arrays;
import java.util.Optional;

/** What is asked. */
public enum SruOperation {
  /** What is there to be asked? */
  EXPLAIN("explain"),
  /** Which records are there? */
  SEARCH_RETRIEVE("searchRetrieve"),
  /** Which terms are there? */
  SCAN("scan");

  private final String label;

  SruOperation(String label) {
    this.label = label;
  }

  /** The standard's word. */
  public String label() {
    return label;
  }

  static Optional<SruOperation> of(String label) {
    return Arrays.stream(values()).filter(o -> o.label.equals(label)).findFirst();
  }
}
