package org.samling.core.catalogue;

import java.util.Locale;

/**
 * How the character coding of MARC 21 records in ISO 2709 is determined. Their leader states UTF-8
 * or MARC-8, often wrongly; other formats name their coding, or their bytes alone reveal it.
 */
public enum CodingRule {
  /** From the bytes of the record or, where they don't decide it, from the file. */
  AUTO,
  /**
   * As {@link #AUTO}, but a record whose bytes don't decide it is rejected, for somebody to look
   * at.
   */
  HOLD,
  /** UTF-8, whatever it looks like. */
  UTF_8,
  /** MARC-8, whatever it looks like. */
  MARC_8,
  /** Latin-1 or Windows-1252, whatever it looks like. */
  LATIN_1;

  /** The rule's name in settings: {@code latin-1}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The rule with this name in settings.
   *
   * @throws IllegalArgumentException when no rule has this name
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
