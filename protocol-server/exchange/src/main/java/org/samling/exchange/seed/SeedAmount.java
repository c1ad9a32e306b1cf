package org.samling.exchange.seed;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts of money: written with a point, kept in minor units of their currency. */
final class SeedAmount {

  /** The default currency of a tenant. */
  static final Currency USUAL = Currency.getInstance("DKK");

  private SeedAmount() {}

  /** The maximum number of decimals of an amount: two, or fewer where the currency has fewer. */
  static int decimals(Currency currency) {
    return Math.clamp(currency.getDefaultFractionDigits(), 0, 2);
  }

  static boolean fits(BigDecimal amount, Currency currency) {
    return amount.stripTrailingZeros().scale() <= decimals(currency);
  }

  /** The amount in minor units. */
  static long minor(BigDecimal amount, Currency currency) {
    return amount.movePointRight(Math.max(0, currency.getDefaultFractionDigits())).longValueExact();
  }
}
