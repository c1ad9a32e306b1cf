package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.OfflineTransaction;

/** A change to what is known of offline transactions. */
public sealed interface OfflineEffect extends Effect {

  /** A machine reports a transaction that it made while it was offline. */
  record OfflineRecorded(OfflineTransaction transaction) implements OfflineEffect {}

  /**
   * A return or renewal reported earlier is assigned to another loan, or to none.
   *
   * @param loan the loan that it ends or renews, or null while none is known
   * @param dueBefore for a renewal when that loan was due before any offline renewal, else null
   * @param at when that was found
   */
  record OfflineAssigned(
      UUID transaction, UUID itemId, @Nullable UUID loan, @Nullable Instant dueBefore, Instant at)
      implements OfflineEffect {}
}
