package org.samling.core.ill;

import java.util.Optional;

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

  /** The symbol of the library that has a card, or nothing where it is no library's. */
  public static Optional<String> symbol(String card) {
    return card.startsWith(PREFIX) && card.length() > PREFIX.length()
        ? Optional.of(card.substring(PREFIX.length()))
        : Optional.empty();
  }
}
