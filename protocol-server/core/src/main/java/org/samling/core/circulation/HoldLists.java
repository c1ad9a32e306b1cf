package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.holds.WaitEstimate;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Suspension;

/**
 * The port for the lists by which holds are worked off, by staff and by jobs. Each is answered as
 * the store stands now, and throws {@link org.samling.core.StoreException} when the store can't be
 * asked.
 */
public interface HoldLists {

  /**
   * What staff of a branch are asked to fetch from the shelf for holds that wait, in the order of
   * the shelves.
   *
   * @param branch the code of the branch
   * @param limit how many at most
   */
  List<Pull> pullList(TenantId tenant, String branch, int limit);

  /**
   * An item to be fetched from the shelf.
   *
   * @param hold the hold that it is for
   * @param item its barcode
   * @param author its main author, or null
   * @param location where it stands in its branch, or null
   * @param callNumber what it is shelved by, or null
   * @param pickup the code of the branch where it will be fetched
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
   * What is to be put on the hold shelf of a branch, and then what stands there, by pickup number.
   *
   * @param branch the code of the branch
   * @param limit how many at most
   */
  List<OnShelf> holdShelf(TenantId tenant, String branch, int limit);

  /**
   * An item that is set aside where it will be fetched.
   *
   * @param item the item's barcode
   * @param patron an identifier of the patron
   * @param shelf its place on the shelf, or null where it has yet to be put there
   * @param isOver whether its deadline has passed, so that it is to be taken down
   */
  record OnShelf(
      UUID hold,
      String item,
      String title,
      String patron,
      HoldFacts.@Nullable Shelf shelf,
      boolean isOver) {}

  /**
   * Where a patron stands in the queues.
   *
   * @param patron the patron's identifier
   * @return each hold that waits, the one placed first first
   */
  List<Standing> queues(TenantId tenant, String patron);

  /**
   * A place in a queue.
   *
   * @param number the place, from 1
   * @param waiting how many wait
   * @param days after how many days an item can be expected, or null where none can ({@link
   *     WaitEstimate})
   */
  record Standing(UUID hold, String title, int number, int waiting, @Nullable Integer days) {}

  /**
   * Holds whose day has passed: those that still wait, and those that were ready and not fetched.
   *
   * @param now until when they had to be wanted, or could be fetched
   * @param limit how many at most
   */
  List<ExpiredHold> expiredHolds(TenantId tenant, Instant now, int limit);

  /**
   * A hold whose day has passed.
   *
   * @param patron an identifier of its patron
   * @param pickup the code of the branch where it would have been fetched
   */
  record ExpiredHold(UUID hold, String patron, String pickup) {}

  /**
   * Holds that wait and for which no item on the shelf is looked for, though the title has one
   * there that nobody else is waiting for, and those for which one is though they are paused or
   * their patron is away; by number.
   *
   * @param after only those with a greater number, or null for all
   * @param limit how many at most
   */
  List<HoldAt> untargetedHolds(TenantId tenant, @Nullable UUID after, int limit);

  /**
   * Holds on the shelf whose deadline a stop moves, or another has moved; by number.
   *
   * @param after only those with a greater number, or null for all
   * @param limit how many at most
   */
  List<StoppedPickup> stoppedPickups(
      TenantId tenant, Suspension stop, @Nullable UUID after, int limit);

  /**
   * A hold on the shelf.
   *
   * @param branch the code of the branch
   * @param until until when it can be fetched
   */
  record StoppedPickup(UUID hold, String branch, Instant until) {}

  /**
   * A hold and where it will be fetched.
   *
   * @param pickup the code of the branch
   */
  record HoldAt(UUID hold, String pickup) {}
}
