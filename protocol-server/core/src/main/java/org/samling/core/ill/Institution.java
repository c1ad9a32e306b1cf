package org.samling.core.ill;

import java.util.Optional;

/** A library as a patron of another: the patron that has its loans and holds. */
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

  /** The symbol of the library with this card, or empty where it is not a library's. */
  public static Optional<String> symbol(String card) {
    return card.startsWith(PREFIX) && card.length() > PREFIX.length()
        ? Optional.of(card.substring(PREFIX.length()))
        : Optional.empty();
  }
}
