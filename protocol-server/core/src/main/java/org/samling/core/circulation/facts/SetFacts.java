package org.samling.core.circulation.facts;

import java.util.List;
import java.util.UUID;

/**
 * A set of items that are moved and lent together, such as a class set.
 *
 * @param barcode what is printed on the set
 * @param name what it is called
 * @param items its items, by barcode; at most {@value #MAX_ITEMS}
 */
public record SetFacts(String barcode, String name, List<UUID> items) {

  /** The most items in a set. */
  public static final int MAX_ITEMS = 200;

  /** The longest barcode or name, in characters. */
  public static final int MAX_LENGTH = 100;

  /** Copies the list. */
  public SetFacts {
    items = List.copyOf(items);
  }
}
