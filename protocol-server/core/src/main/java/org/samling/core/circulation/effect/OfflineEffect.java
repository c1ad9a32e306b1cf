package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.OfflineTransaction;

/** What machines did offline becomes known. */
public sealed interface OfflineEffect extends Effect {

  /**
   * A machine tells of something that it did while the library could not be asked.
   *
   * @param transaction what it tells
   */
  record OfflineRecorded(OfflineTransaction transaction) implements OfflineEffect {}

  /**
   * A return or renewal that was told of before belongs to another loan, or to none.
   *
   * @param itemId the item
   * @param loan the loan that it ends or lengthens, or null while none is known
   * @param dueBefore for a renewal when that loan was due before any that was done offline, else
   *     null
   * @param at when that was found
   */
  record OfflineAssigned(
      UUID transaction, UUID itemId, @Nullable UUID loan, @Nullable Instant dueBefore, Instant at)
      implements OfflineEffect {}
}
