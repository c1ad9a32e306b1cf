package org.samling.core.circulation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The titles whose waiting holds may get an item on the shelf, or have to let one go to others. The
 * store marks a title in the transaction in which that changes: a copy comes to the shelf or leaves
 * it, a hold is placed or paused, a patron's absence or a booking is changed. A mark stays until it
 * is {@linkplain #done seen to}.
 */
public interface TitlesToTarget {

  /**
   * Marks every title of a tenant with which something may be to do, once a day and once for each
   * version of its terms: pauses, absences and bookings begin and end without a change of any row.
   *
   * @param now the time by which commands are decided
   * @return false where the database has another day then: around midnight, what one of the two
   *     clocks decides would be wrong by the other, so nothing should be done
   */
  boolean markForToday(TenantId tenant, Instant now);

  /**
   * A mark.
   *
   * @param title the id of the title
   */
  record Mark(UUID id, UUID title) {}

  /**
   * Marks, by id, which says nothing about when they were made; a title may have several.
   *
   * @param after only those with a greater id, or null for all
   * @param limit the most to return
   */
  List<Mark> marks(TenantId tenant, @Nullable UUID after, int limit);

  /**
   * A hold whose target may have to change.
   *
   * @param pickup the code of the pickup branch
   */
  record HoldOn(UUID hold, UUID title, String pickup) {}

  /**
   * Waiting holds on titles whose target may have to change, by id: those without an item on the
   * pull list although the title has one on the shelf that nobody else waits for; and those with
   * one although they are paused, or their patron is away, or it is not what they ask for any more.
   *
   * @param after only those with a greater id, or null for all
   * @param limit the most to return
   */
  List<HoldOn> holds(TenantId tenant, Collection<UUID> titles, @Nullable UUID after, int limit);

  /** Deletes marks. Those that were made meanwhile stay. */
  void done(TenantId tenant, Collection<Mark> marks);
}
