package org.samling.ncip;

/**
 * An amount of money.
 *
 * @param currencyCode the currency's code of ISO 4217
 * @param monetaryValue how much, in the currency's smallest unit
 */
public record Amount(SchemeValue currencyCode, long monetaryValue) {

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
