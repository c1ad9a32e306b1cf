package org.samling.core.organisation;

import org.jspecify.annotations.Nullable;

/**
 * An agency of a tenant: a public library or a school library with its own number in the Danish
 * register of library numbers.
 *
 * @param number the library number, six digits: 7 public, 6 school, the municipality, the branch
 * @param kind whether it is public or a school's
 * @param isil the International Standard Identifier for Libraries (ISO 15511)
 * @param cataloguingNumber a school agency's number in cataloguing (3xxxxx), or null
 * @param name its name
 */
public record Agency(
    String number, Kind kind, String isil, @Nullable String cataloguingNumber, String name) {

  /** What kind of library an agency is. */
  public enum Kind {
    /** A public library (folkebibliotek). */
    PUBLIC,
    /** A school library (pædagogisk læringscenter). */
    SCHOOL
  }
}
