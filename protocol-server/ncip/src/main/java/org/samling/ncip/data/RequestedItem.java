package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that a patron has requested (NCIP 2.02). It is identified by its request, its item, or
 * both.
 *
 * @param pickup when and where it is picked up
 * @param holdQueuePosition 1 for the next in the queue
 * @param bibliographicDescription the full description of the title, written as an extension:
 *     without it some partners know neither the record nor whose it is
 */
public record RequestedItem(
    @Nullable RequestId requestId,
    @Nullable ItemId itemId,
    List<BibliographicId> bibliographicIds,
    SchemeValue requestType,
    SchemeValue requestStatusType,
    Instant datePlaced,
    Pickup pickup,
    @Nullable Integer holdQueuePosition,
    @Nullable String title,
    @Nullable SchemeValue mediumType,
    @Nullable BibliographicDescription bibliographicDescription) {
  /**
   * When and where it is picked up.
   *
   * @param pickupDate the first day on which it can be picked up
   */
  public record Pickup(
      @Nullable Instant pickupDate,
      @Nullable SchemeValue pickupLocation,
      @Nullable Instant pickupExpiryDate) {}

  public RequestedItem {
    bibliographicIds = List.copyOf(bibliographicIds);
    Counts.check("HoldQueuePosition", holdQueuePosition, 1);
    if (requestId == null && itemId == null) {
      throw new IllegalArgumentException("a requested item needs a RequestId or an ItemId");
    }
  }

  public @Nullable Instant pickupDate() {
    return pickup.pickupDate;
  }

  public @Nullable SchemeValue pickupLocation() {
    return pickup.pickupLocation;
  }

  public @Nullable Instant pickupExpiryDate() {
    return pickup.pickupExpiryDate;
  }
}
