package org.samling.core.ill;

/**
 * A library as a patron of another: what is lent to it is on loan to this patron, and what it waits
 * for is held for it.
 */
public final class Institution {

  private static final String PREFIX = "INST-";

  private Institution() {}

  /**
   * The card number of a library, {@code INST-DK-716700}.
   *
   * @param symbol its ISIL or another symbol, as requests name it
   */
  public static String card(String symbol) {
    return PREFIX + symbol;
  }
}
