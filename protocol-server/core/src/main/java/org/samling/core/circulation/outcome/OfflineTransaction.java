package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/**
 * Something that a machine did while the library could not be asked, as it is kept.
 *
 * @param id its number
 * @param key the key by which it is known again
 * @param message what it was
 * @param account the machine's account
 * @param branch the code of the branch of that account
 * @param patronId whom it names, or null
 * @param patron what it names a patron by whom nobody knows, or null; never a CPR number
 * @param item the barcode that it names
 * @param itemId the item, or null where nobody knows it
 * @param when when it was done, or null where that can't be read
 * @param returned when an item that was taken back counts as handed in, else null
 * @param due when the patron was told that it is due, by the machine or else by the rules; null
 *     where it is about no due date
 * @param received when it was told
 * @param state what became of it
 * @param reason why nothing came of it, or null
 * @param broken the rules that it broke, by what was known when it was told
 * @param loanId the loan that it began, ended or lengthened, or null
 * @param dueBefore for a renewal when the loan was due before any that was done offline, else null
 * @param outcome what the machine was told
 */
public record OfflineTransaction(
    UUID id,
    String key,
    Message message,
    String account,
    String branch,
    @Nullable UUID patronId,
    @Nullable String patron,
    String item,
    @Nullable UUID itemId,
    @Nullable Instant when,
    @Nullable Instant returned,
    @Nullable Due due,
    Instant received,
    State state,
    @Nullable RefusalReason reason,
    List<Why> broken,
    @Nullable UUID loanId,
    @Nullable Instant dueBefore,
    OfflineOutcome.Recorded outcome) {

  /** Copies the rules. */
  public OfflineTransaction {
    broken = List.copyOf(broken);
  }

  /** What was done. */
  public enum Message {
    /** An item was lent. */
    CHECKOUT,
    /** An item was taken back. */
    CHECKIN,
    /** A loan was lengthened. */
    RENEWAL
  }

  /** What became of it. */
  public enum State {
    /** It is done. */
    DONE,
    /** A return or renewal of which no loan is known; one that is told later may be it. */
    WAITING,
    /** It can't be done: the reason says why. */
    CONFLICT
  }

  /**
   * When something was said to be due.
   *
   * @param at when it is due
   * @param unstopped when it would be due had the stop switch not been used, or null where that is
   *     the same
   */
  public record Due(Instant at, @Nullable Instant unstopped) {}

  /** The transaction with the loan that it ends or lengthens; null while none is known. */
  public OfflineTransaction of(@Nullable UUID loan, @Nullable Instant before) {
    return new OfflineTransaction(
        id,
        key,
        message,
        account,
        branch,
        patronId,
        patron,
        item,
        itemId,
        when,
        returned,
        due,
        received,
        loan == null ? State.WAITING : State.DONE,
        reason,
        broken,
        loan,
        before,
        outcome);
  }

  /** The transaction as part of what happened to its item; null where it happened to none. */
  public @Nullable OfflineEvent event() {
    return itemId == null || when == null || state == State.CONFLICT || message == Message.CHECKOUT
        ? null
        : new OfflineEvent(
            id, itemId, message, patronId, branch, when, returned, due, loanId, dueBefore);
  }
}
