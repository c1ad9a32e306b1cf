package org.samling.core.patron;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number of the Danish person registry (CPR). It masks itself: only {@link #digits()} returns it,
 * for hashing or encryption.
 *
 * <p>Ten digits: day, month, year, four more. Replacement numbers for people without a number of
 * their own have 60 added to the day. Check digits are not verified: since 2007 there are numbers
 * without one.
 */
public final class Cpr {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:0[1-9]|[12]\\d|3[01]|6[1-9]|[78]\\d|9[01])(?:0[1-9]|1[0-2])\\d{2}-?\\d{4}");

  private static final Pattern WITHIN = Pattern.compile("(?<!\\d)" + FORM + "(?!\\d)");

  /** What stands for a number where it may not be shown; it identifies nobody. */
  public static final String MASK = "******-****";

  private final String digits;

  private Cpr(String digits) {
    this.digits = digits;
  }

  /** Parses a number, with or without a hyphen; empty where the text can't be one. */
  public static Optional<Cpr> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new Cpr(text.replace("-", "")))
        : Optional.empty();
  }

  /**
   * Parses a number.
   *
   * @throws IllegalArgumentException where it can't be one; the message does not repeat it
   */
  public static Cpr of(String text) {
    return parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a CPR number has ten digits that begin with a day and a month"));
  }

  /** Masks everything in a text that can be such a number. */
  public static String masked(String text) {
    return WITHIN.matcher(text).replaceAll(MASK);
  }

  /** The ten digits, for hashing or encryption. */
  public String digits() {
    return digits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cpr cpr && cpr.digits.equals(digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
