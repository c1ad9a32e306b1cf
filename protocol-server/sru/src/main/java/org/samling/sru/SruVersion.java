package org.samling.sru;

import java.util.Arrays;
import java.util.Optional;

/** The versions of the protocol, oldest first. */
public enum SruVersion {
  /** SRU 1.1. */
  V1_1("1.1"),
  /** SRU 1.2. */
  V1_2("1.2"),
  /** OASIS searchRetrieve 1.0, SRU 2.0. */
  V2_0("2.0");

  private final String label;

  SruVersion(String label) {
    this.label = label;
  }

  /** The version number in requests and responses. */
  public String label() {
    return label;
  }

  static Optional<SruVersion> of(String label) {
    return Arrays.stream(values()).filter(v -> v.label.equals(label)).findFirst();
  }
}
