package org.samling.ncip.data;

/**
 * A password of a system, an agency or a patron. It masks itself wherever it is printed.
 *
 * @param value the secret in clear text
 */
public record NcipSecret(String value) {
  public static final String MASK = "****";

  @Override
  public String toString() {
    return MASK;
  }
}
