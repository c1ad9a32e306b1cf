package org.samling.core.debt;

import java.math.BigDecimal;
import java.util.Currency;

/** Formats and parses amounts for people and other systems: {@code 230.00}. */
public final class Money {

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private Money() {}

  /** Writes an amount in minor units, without the currency. */
  public static String text(long amount, Currency currency) {
    return BigDecimal.valueOf(amount, digits(currency)).toPlainString();
  }

  /**
   * Reads an amount.
   *
   * @return the amount in minor units
   * @throws IllegalArgumentException where it is none, has more decimals than the currency, is
   *     below 0, or above 10^12
   */
  public static long minor(String text, Currency currency) {
    try {
      if (text.length() <= 30) {
        var amount = new BigDecimal(text.strip());
        if (amount.signum() >= 0 && amount.compareTo(MOST) <= 0) {
          return amount.movePointRight(digits(currency)).longValueExact();
        }
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        "write an amount with a point and at most %d decimals, such as 230%s, not \"%s\""
            .formatted(
                digits(currency),
                digits(currency) == 0 ? "" : "." + "0".repeat(digits(currency)),
                text.length() > 30 ? text.substring(0, 30) + "…" : text));
  }

  private static int digits(Currency currency) {
    return Math.max(0, currency.getDefaultFractionDigits());
  }
}
