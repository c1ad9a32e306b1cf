package org.samling.core.organisation;

/**
 * A password or PIN on its way to be checked. Its text is never shown by accident.
 *
 * @param value the text itself
 */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
