package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return or renewal that a machine made while it was offline, as part of its item's timeline.
 *
 * @param message what was done
 * @param patronId for a renewal the borrower, or null where that is no longer kept
 * @param branch the code of the branch where it was done
 * @param when when it was done
 * @param returned for a return when the item counts as handed in, else null
 * @param due for a renewal the due date given to the patron, else null
 * @param loanId the loan that it ended or renewed; null while none is known
 * @param dueBefore for a renewal when the loan was due before any offline renewal, else null
 */
public record OfflineEvent(
    UUID id,
    UUID itemId,
    OfflineTransaction.Message message,
    @Nullable UUID patronId,
    String branch,
    Instant when,
    @Nullable Instant returned,
    OfflineTransaction.@Nullable Due due,
    @Nullable UUID loanId,
    @Nullable Instant dueBefore) {

  /** An event for which no loan is known yet. */
  public OfflineEvent(
      UUID id,
      UUID itemId,
      OfflineTransaction.Message message,
      @Nullable UUID patronId,
      String branch,
      Instant when,
      @Nullable Instant returned,
      OfflineTransaction.@Nullable Due due) {
    this(id, itemId, message, patronId, branch, when, returned, due, null);
  }

  private OfflineEvent(
      UUID id,
      UUID itemId,
      OfflineTransaction.Message message,
      @Nullable UUID patronId,
      String branch,
      Instant when,
      @Nullable Instant returned,
      OfflineTransaction.@Nullable Due due,
      @Nullable UUID loanId) {
    this(id, itemId, message, patronId, branch, when, returned, due, loanId, null);
  }

  public boolean isReturn() {
    return message == OfflineTransaction.Message.CHECKIN;
  }

  /** When the item counts as handed in: no later than when it was scanned. */
  public Instant handedIn() {
    return returned == null || returned.isAfter(when) ? when : returned;
  }

  /** The event with no known loan. */
  public OfflineEvent ofNone() {
    return new OfflineEvent(id, itemId, message, patronId, branch, when, returned, due);
  }

  /** The event with the loan that it ended or renewed. */
  public OfflineEvent of(@Nullable UUID loan, @Nullable Instant before) {
    return new OfflineEvent(
        id, itemId, message, patronId, branch, when, returned, due, loan, before);
  }
}
