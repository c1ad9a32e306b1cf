package org.samling.core.circulation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.holds.WaitEstimate;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Suspension;

/**
 * The port for the lists from which staff and jobs handle holds. Each shows the store as it is now,
 * and throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface HoldLists {

  /**
   * A branch's pull list: the items to fetch from the shelf for waiting holds, in shelf order.
   *
   * @param branch the code of the branch
   * @param limit the most to return
   */
  List<Pull> pullList(TenantId tenant, String branch, int limit);

  /**
   * An item to be fetched from the shelf.
   *
   * @param hold the hold that it is for
   * @param item its barcode
   * @param author its main author, or null
   * @param location its shelving location within the branch, or null
   * @param callNumber its call number, or null
   * @param pickup the code of the pickup branch where it will be fetched
   * @param placed when the hold was placed
   */
  record Pull(
      UUID hold,
      String item,
      String title,
      @Nullable String author,
      @Nullable String location,
      @Nullable String callNumber,
      String pickup,
      Instant placed) {}

  /**
   * A branch's hold shelf: what is to be taken off, then what is to be put there, then what patrons
   * can pick up, by pickup number.
   *
   * @param branch the code of the branch
   * @param limit the most to return
   */
  List<OnShelf> holdShelf(TenantId tenant, String branch, int limit);

  /**
   * An item that is set aside at the pickup branch.
   *
   * @param item the item's barcode
   * @param patron an identifier of the patron
   * @param shelf its place on the shelf, or null where it has yet to be put there
   * @param isOver whether it is to be taken off the shelf: its pickup deadline has passed, or its
   *     hold was cancelled
   */
  record OnShelf(
      UUID hold,
      String item,
      String title,
      String patron,
      HoldFacts.@Nullable Shelf shelf,
      boolean isOver) {}

  /**
   * A patron's places in the queues.
   *
   * @param patron the patron's identifier
   * @return the waiting holds, the oldest first
   */
  List<QueuePlace> queues(TenantId tenant, String patron);

  /**
   * A place in a queue.
   *
   * @param number the place, from 1
   * @param waiting how many holds wait in this queue
   * @param days after how many days an item can be expected, or null where none can ({@link
   *     WaitEstimate})
   * @param partner how far it is with a partner that was asked, or null
   */
  record QueuePlace(
      UUID hold,
      String title,
      int number,
      int waiting,
      @Nullable Integer days,
      @Nullable HoldAtPartner partner) {}

  /**
   * Expired holds: those that still wait, and those that were ready but not picked up in time.
   *
   * @param now the time by which they must have expired or passed their pickup deadline
   * @param limit the most to return
   */
  List<ExpiredHold> expiredHolds(TenantId tenant, Instant now, int limit);

  /**
   * An expired hold.
   *
   * @param patron an identifier of its patron
   * @param pickup the code of the pickup branch where it would have been picked up
   */
  record ExpiredHold(UUID hold, String patron, String pickup) {}

  /**
   * Holds on the hold shelf whose pickup deadline this stop moves or another stop has moved, by id.
   *
   * @param weekdays the days of the week on which it is in force; empty for all
   * @param after only those with a greater id, or null for all
   * @param limit the most to return
   */
  List<StoppedPickup> stoppedPickups(
      TenantId tenant, Suspension stop, Set<DayOfWeek> weekdays, @Nullable UUID after, int limit);

  /**
   * A hold on the hold shelf.
   *
   * @param branch the code of the branch
   * @param until the pickup deadline
   */
  record StoppedPickup(UUID hold, String branch, Instant until) {}
}
