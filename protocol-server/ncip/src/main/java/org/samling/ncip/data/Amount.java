package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * An amount of money.
 *
 * @param currencyCode the ISO 4217 code of the currency; null if the sender leaves it empty
 * @param monetaryValue the amount, in the currency's smallest unit
 */
public record Amount(@Nullable SchemeValue currencyCode, long monetaryValue) {

  /**
   * An amount of money.
   *
   * @param currency the ISO 4217 code of the currency, such as {@code DKK}
   * @param monetaryValue the amount, in the currency's smallest unit
   */
  public static Amount of(String currency, long monetaryValue) {
    return new Amount(NcipScheme.CURRENCY_CODE.of(currency), monetaryValue);
  }
}
