package org.samling.core.ill;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemState;

/**
 * The first state of an order at the lending library.
 *
 * @param state {@link InterlibraryState#REQUESTED}, or {@link InterlibraryState#UNFILLED} at once
 * @param reason why it is not filled, or null
 */
public record Placement(InterlibraryState state, @Nullable String reason) {

  /**
   * Decides the first state. An order that names no record of the catalogue waits for staff; one
   * for a record without lendable items can't be filled. Whether an item is available now does not
   * matter: staff answer. For a copy, neither does it matter whether the item may leave the
   * library.
   *
   * @param items the items of its record; empty where it names none
   */
  public static Placement of(InterlibraryOrder order, List<ItemState> items) {
    var record = order.record();
    if (record == null || items.stream().anyMatch(i -> serves(i, order.service()))) {
      return new Placement(InterlibraryState.REQUESTED, null);
    }
    return new Placement(
        InterlibraryState.UNFILLED,
        switch (order.service()) {
          case LOAN -> "no item of " + record.key() + " is lent";
          case COPY -> "there is no item of " + record.key();
        });
  }

  private static boolean serves(ItemState item, InterlibraryOrder.Service service) {
    return !item.status().isGone() && (item.forLoan() || service == InterlibraryOrder.Service.COPY);
  }
}
