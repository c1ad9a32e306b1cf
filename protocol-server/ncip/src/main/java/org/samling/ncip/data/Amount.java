package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * An amount of money.
 *
 * @param currencyCode the currency's code of ISO 4217; null where a sender leaves it empty
 * @param monetaryValue how much, in the currency's smallest unit
 */
public record Amount(@Nullable SchemeValue currencyCode, long monetaryValue) {

  /**
   * An amount of money.
   *
   * @param currency the currency's code of ISO 4217, such as {@code DKK}
   * @param monetaryValue how much, in the currency's smallest unit
   */
  public static Amount of(String currency, long monetaryValue) {
    return new Amount(NcipScheme.CURRENCY_CODE.of(currency), monetaryValue);
  }
}
