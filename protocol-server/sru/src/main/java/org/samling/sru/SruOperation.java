package org.samling.sru;

import java.util.Arrays;
import java.util.Optional;

/** The operation of a request. */
public enum SruOperation {
  /** Returns the capabilities of the server. */
  EXPLAIN("explain"),
  /** Searches and retrieves records. */
  SEARCH_RETRIEVE("searchRetrieve"),
  /** Browses the terms of an index. */
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
