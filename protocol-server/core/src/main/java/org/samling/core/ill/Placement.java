package org.samling.core.ill;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemState;

/**
 * How an order begins at the library that is asked.
 *
 * @param state {@link InterlibraryState#REQUESTED}, or {@link InterlibraryState#UNFILLED} at once
 * @param reason why it is not filled, or null
 */
public record Placement(InterlibraryState state, @Nullable String reason) {

  /**
   * Decides. An order that names no record of the catalogue waits for somebody to look; one that
   * names a record of which nothing is lent can't be filled. Whether an item is in just now plays
   * no part: staff answer. Neither does it for a copy whether the item may leave the house.
   *
   * @param items the items of its record, none where it names none
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
