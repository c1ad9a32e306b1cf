package org.samling.sip2;

import java.util.OptionalInt;

/**
 * A whole number as it is on the wire. Blanks mean "not supported" in counts; real clients also
 * send {@code " 80"} and {@code "xxx"} in the field.
 *
 * @param wire the text on the wire
 */
public record Sip2Number(String wire) implements Sip2Value {
  /** Blank: the sender does not support this number. */
  public static final Sip2Number BLANK = new Sip2Number("");

  private static final int MAX_DIGITS = 9;

  /** A non-negative number; one too large for its field is written as all nines. */
  public static Sip2Number of(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("SIP2 has no negative numbers: " + value);
    }
    return new Sip2Number(Integer.toString(value));
  }

  /** The number; empty if the wire holds blanks, something else, or more than nine digits. */
  public OptionalInt value() {
    var digits = wire.strip();
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      value = value * 10 + (c - '0');
    }
    return OptionalInt.of(value);
  }

  /**
   * The number right-aligned with zeros in {@code width} characters; anything that is not a number
   * is left as it is.
   */
  String padded(int width) {
    var value = value();
    if (value.isEmpty() || width == 0 || wire.length() == width) {
      return wire;
    }
    var digits = Integer.toString(value.getAsInt());
    return digits.length() > width
        ? "9".repeat(width)
        : "0".repeat(width - digits.length()) + digits;
  }

  @Override
  public String toString() {
    return wire;
  }
}
