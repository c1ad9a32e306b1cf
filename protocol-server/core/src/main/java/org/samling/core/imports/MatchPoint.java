package org.samling.core.imports;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A kind of number by which an incoming record is matched with the catalogue. Agency and control
 * number always come first.
 */
public enum MatchPoint {
  /** The International Standard Book Number (ISO 2108), of 10 or 13 digits. */
  ISBN("isbn"),
  /** The International Standard Serial Number (ISO 3297). */
  ISSN("issn"),
  /**
   * The number of the Danish national bibliography: the own number of a record of 870970, and the
   * 870970 numbers that other records name.
   */
  FAUST("faust");

  /** The label for agency and number, which may be left out. */
  public static final String CONTROL_NUMBER = "control-number";

  private final String label;

  MatchPoint(String label) {
    this.label = label;
  }

  /** Its label in rules. */
  public String label() {
    return label;
  }

  /** The match point with this label, in lower case. */
  public static Optional<MatchPoint> named(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  /** All labels, for a message that lists them. */
  public static String labels() {
    return Arrays.stream(values()).map(MatchPoint::label).collect(Collectors.joining(", "));
  }
}
