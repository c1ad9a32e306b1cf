package org.samling.sip2;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An amount of money as written on the wire, in the currency of the message.
 *
 * @param wire the text on the wire, such as {@code 12.50}
 */
public record Sip2Amount(String wire) implements Sip2Value {
  private static final int MAX_LENGTH = 16;

  /** The amount with two decimals, a point, and no grouping. */
  public static Sip2Amount of(BigDecimal amount) {
    return new Sip2Amount(amount.setScale(2, RoundingMode.HALF_UP).toPlainString());
  }

  /**
   * The amount; a decimal comma is read as a point. Empty if the wire holds anything but digits and
   * one of these.
   */
  public Optional<BigDecimal> value() {
    var text = wire.strip().replace(',', '.');
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        points++;
      } else if (c != '-' || i > 0) {
        return Optional.empty();
      }
    }
    return digits > 0 && points <= 1 && text.length() <= MAX_LENGTH
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return wire;
  }
}
