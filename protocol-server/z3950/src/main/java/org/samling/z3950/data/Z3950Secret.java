package org.samling.z3950.data;

/**
 * A password, or a text that holds one. It masks itself wherever it is printed.
 *
 * @param value the secret in clear text
 */
public record Z3950Secret(String value) {
  static final String MASK = "****";

  @Override
  public String toString() {
    return MASK;
  }
}
