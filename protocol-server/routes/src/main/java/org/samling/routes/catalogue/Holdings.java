package org.samling.routes.catalogue;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * A library's holdings of a title, for other libraries that want to borrow it.
 *
 * @param record the number by which the title is known
 * @param items the items in their present state
 */
public record Holdings(String record, List<Holding> items) {

  private static final Comparator<Holding> BY_DUE =
      Comparator.comparing(Holding::due, Comparator.nullsLast(Comparator.naturalOrder()));

  /** Copies the items, without those that are no longer in the collection. */
  public Holdings {
    items = items.stream().filter(item -> item.status() != ItemStatus.DISCARDED).toList();
  }

  /** Whether an item can be lent, now or later. */
  private static boolean isToBeHad(Holding item) {
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

  /** How many items are on the shelf and for loan. */
  public int available() {
    return (int) items.stream().filter(Holding::isAvailable).count();
  }

  /** How many items are on order. */
  public int onOrder() {
    return (int) items.stream().filter(item -> item.status() == ItemStatus.ON_ORDER).count();
  }

  /** How many patrons wait for the title. */
  public int waiting() {
    return items.stream().mapToInt(Holding::waiting).max().orElse(0);
  }

  /** Whether any item can be lent, now or later. */
  public boolean isLendable() {
    return items.stream().anyMatch(Holdings::isToBeHad);
  }

  /**
   * When an item can be sent: now where one is on the shelf, otherwise when the first is due back;
   * empty where that is not known.
   */
  public Optional<Instant> dispatch(Instant now) {
    if (available() > 0) {
      return Optional.of(now);
    }
    return items.stream()
        .filter(Holdings::isToBeHad)
        .min(BY_DUE)
        .map(Holding::due)
        .map(due -> due.isBefore(now) ? now : due);
  }

  /** The owning library: the agency of the first item that has one. */
  public @Nullable String library() {
    return items.stream().map(Holding::owner).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
