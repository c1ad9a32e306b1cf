package org.samling.sip2;

/**
 * A password or PIN. It masks itself wherever it is printed.
 *
 * @param value the secret in clear text
 */
public record Sip2Secret(String value) implements Sip2Value {
  static final String MASK = "****";

  @Override
  public String wire() {
    return value;
  }

  @Override
  public String toString() {
    return MASK;
  }
}
