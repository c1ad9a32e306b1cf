package org.samling.core.circulation.facts;

import java.util.List;
import java.util.UUID;

/**
 * Items that are moved and lent as one, such as a class set.
 *
 * @param barcode what is printed on the set
 * @param name what it is called
 * @param items its items, by barcode; at most {@value #MAX_ITEMS}
 */
public record SetFacts(String barcode, String name, List<UUID> items) {

  /** How many items a set has at most. */
  public static final int MAX_ITEMS = 200;

  /** How long a barcode or a name is at most. */
  public static final int MAX_LENGTH = 100;

  /** Copies the list. */
  public SetFacts {
    items = List.copyOf(items);
  }
}
