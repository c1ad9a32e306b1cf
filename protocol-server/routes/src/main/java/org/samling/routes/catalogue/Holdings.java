package org.samling.routes.catalogue;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * What a library has of a title, for others who would borrow it.
 *
 * @param record the number by which the title is known
 * @param items the items, as they stand now
 */
public record Holdings(String record, List<ItemState> items) {

  private static final Comparator<ItemState> BY_DUE =
      Comparator.comparing(ItemState::due, Comparator.nullsLast(Comparator.naturalOrder()));

  /** Copies the items; those that are no more of the collection are left out. */
  public Holdings {
    items = items.stream().filter(item -> item.status() != ItemStatus.DISCARDED).toList();
  }

  /** Whether an item can be had where it is, be it to use it there only. */
  public static boolean isOnShelf(ItemState item) {
    return item.status() == ItemStatus.AVAILABLE || item.status() == ItemStatus.TO_BE_RESHELVED;
  }

  /** Whether an item is on the shelf, and lent. */
  public static boolean isAvailable(ItemState item) {
    return item.forLoan() && isOnShelf(item);
  }

  /** Whether an item will be there to be lent, now or later. */
  private static boolean isToBeHad(ItemState item) {
    return item.forLoan()
        && switch (item.status()) {
          case AVAILABLE,
              ON_LOAN,
              SET_ASIDE,
              ON_HOLD_SHELF,
              IN_TRANSIT,
              TO_BE_RESHELVED,
              ON_ORDER,
              IN_PROCESS ->
              true;
          case MISSING, CLAIMED_RETURNED, LOST, DISCARDED -> false;
        };
  }

  /** How many items are on the shelf, and lent. */
  public int available() {
    return (int) items.stream().filter(Holdings::isAvailable).count();
  }

  /** How many items are bought and not yet here. */
  public int onOrder() {
    return (int) items.stream().filter(item -> item.status() == ItemStatus.ON_ORDER).count();
  }

  /** How many patrons wait for the title. */
  public int waiting() {
    return items.stream().mapToInt(ItemState::waiting).max().orElse(0);
  }

  /** Whether any item is lent at all, now or later. */
  public boolean isLent() {
    return items.stream().anyMatch(Holdings::isToBeHad);
  }

  /**
   * When an item can be sent: now where one is on the shelf, else when the first is due back, or
   * nothing where nobody knows.
   */
  public Optional<Instant> dispatch(Instant now) {
    if (available() > 0) {
      return Optional.of(now);
    }
    return items.stream()
        .filter(Holdings::isToBeHad)
        .min(BY_DUE)
        .map(ItemState::due)
        .map(due -> due.isBefore(now) ? now : due);
  }

  /** The library whose items they are: the agency of the first that names one. */
  public @Nullable String library() {
    return items.stream().map(ItemState::owner).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
