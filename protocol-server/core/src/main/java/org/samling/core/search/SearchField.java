package org.samling.core.search;

/** What of a record is searched. */
public enum SearchField {
  /** Any text of the record. */
  ANY,
  /** Titles: proper, uniform, variant, of series and of analysed parts. */
  TITLE,
  /** Names of persons, as makers and as subjects. */
  PERSONAL_NAME,
  /** Names of makers: persons, bodies and meetings. */
  AUTHOR,
  /** What the record is about. */
  SUBJECT,
  /** Names of publishers. */
  PUBLISHER,
  /** ISBNs; one of ten digits is the same as its form of thirteen. */
  ISBN,
  /** ISSNs. */
  ISSN,
  /** The control number that the record's source gave it. */
  NUMBER,
  /** The year of publication. */
  YEAR;

  /** Whether its values are identifiers, which are compared whole and without hyphens. */
  public boolean isIdentifier() {
    return this == ISBN || this == ISSN || this == NUMBER;
  }

  /** Whether its values have an order, so that one can be asked to be less than another. */
  public boolean isOrdered() {
    return this == YEAR;
  }
}
