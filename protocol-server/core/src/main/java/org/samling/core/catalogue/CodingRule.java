package org.samling.core.catalogue;

import java.util.Locale;

/**
 * How the character coding of records of MARC 21 in ISO 2709 is settled. Their leader says UTF-8 or
 * MARC-8, often wrongly; other formats name their coding, or it is told by their bytes alone.
 */
public enum CodingRule {
  /** By the bytes of the record, and where they leave it open by the file. */
  AUTO,
  /** As {@link #AUTO}, but a record whose bytes leave it open is rejected, for somebody to see. */
  HOLD,
  /** UTF-8, whatever it looks like. */
  UTF_8,
  /** MARC-8, whatever it looks like. */
  MARC_8,
  /** Latin-1 or Windows-1252, whatever it looks like. */
  LATIN_1;

  /** The rule as it is written: {@code latin-1}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a rule as it is written.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static CodingRule of(String word) {
    for (var rule : values()) {
      if (rule.word().equals(word)) {
        return rule;
      }
    }
    throw new IllegalArgumentException(
        "must be auto, hold, utf-8, marc-8 or latin-1, not \"%s\"".formatted(word));
  }
}
