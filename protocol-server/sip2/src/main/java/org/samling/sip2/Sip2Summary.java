package org.samling.sip2;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which list of items a {@code PatronInformation} asks for. The standard allows one {@code Y};
 * clients send none, several, or nine columns instead of ten.
 *
 * @param wire the ten characters, or as many as were sent
 */
public record Sip2Summary(String wire) implements Sip2Value {
  /** No list: the counts only. */
  public static final Sip2Summary NONE = new Sip2Summary("          ");

  /** The lists that can be requested, in the order of the columns. */
  public enum Item {
    HOLD_ITEMS,
    OVERDUE_ITEMS,
    CHARGED_ITEMS,
    FINE_ITEMS,
    RECALL_ITEMS,
    UNAVAILABLE_HOLDS
  }

  private static final Item[] ITEMS = Item.values();

  /** A summary that asks for one list, as the standard requires. */
  public static Sip2Summary of(Item item) {
    var columns = new StringBuilder();
    for (var column : ITEMS) {
      columns.append(column == item ? 'Y' : ' ');
    }
    return new Sip2Summary(columns + " ".repeat(NONE.wire.length() - ITEMS.length));
  }

  /** The lists requested; columns without a meaning in the standard are left out. */
  public Set<Item> requested() {
    var requested = EnumSet.noneOf(Item.class);
    for (int i = 0; i < Math.min(wire.length(), ITEMS.length); i++) {
      if (wire.charAt(i) == 'Y' || wire.charAt(i) == 'y') {
        requested.add(ITEMS[i]);
      }
    }
    return requested;
  }

  @Override
  public String toString() {
    return requested().toString();
  }
}
