package org.samling.core.imports;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By what a record that comes in is known again in the catalogue, beside its agency and number,
 * which always count first.
 */
public enum MatchPoint {
  /** The International Standard Book Number (ISO 2108), of 10 or 13 digits. */
  ISBN("isbn"),
  /** The International Standard Serial Number (ISO 3297). */
  ISSN("issn"),
  /**
   * The number of the Danish national bibliography: a record's own number where 870970 made it, and
   * those of its records that another one names.
   */
  FAUST("faust");

  /** The word for agency and number, which need not be said. */
  public static final String CONTROL_NUMBER = "control-number";

  private final String label;

  MatchPoint(String label) {
    this.label = label;
  }

  /** The word for it in rules. */
  public String label() {
    return label;
  }

  /** The match point with a word, in small letters. */
  public static Optional<MatchPoint> named(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  /** All words, for a message that says which there are. */
  public static String labels() {
    return Arrays.stream(values()).map(MatchPoint::label).collect(Collectors.joining(", "));
  }
}
