package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * A transaction that a machine made while it was offline, as stored.
 *
 * @param key the key by which a repetition is recognised
 * @param reported what the machine reported
 * @param itemId the item, or null where none has this barcode
 * @param received when it was reported
 * @param result what became of it
 * @param outcome the outcome returned to the machine
 */
public record OfflineTransaction(
    UUID id,
    String key,
    Reported reported,
    @Nullable UUID itemId,
    Instant received,
    Result result,
    OfflineOutcome.Recorded outcome) {

  /**
   * What a machine reported.
   *
   * @param message what was done
   * @param account the machine's account
   * @param branch the code of the branch of that account
   * @param patronId the patron it names, or null
   * @param patron the identifier it names, if no patron has it, or null; never a CPR number
   * @param item the barcode that it names
   * @param when when it was done, or null where that can't be read
   * @param returned for a return when the item counts as handed in, else null
   * @param due the due date given by the machine, or else by the rules; null where it has no due
   *     date
   */
  public record Reported(
      Message message,
      String account,
      String branch,
      @Nullable UUID patronId,
      @Nullable String patron,
      String item,
      @Nullable Instant when,
      @Nullable Instant returned,
      @Nullable Due due) {}

  /**
   * What became of a transaction.
   *
   * @param reason why nothing came of it, or null
   * @param broken the rules that it broke, as known when it was reported
   * @param loanId the loan that it began, ended or renewed, or null
   * @param dueBefore for a renewal when the loan was due before any offline renewal, else null
   */
  public record Result(
      State state,
      @Nullable RefusalReason reason,
      List<DecisionReason> broken,
      @Nullable UUID loanId,
      @Nullable Instant dueBefore) {

    /** Copies the rules. */
    public Result {
      broken = List.copyOf(broken);
    }
  }

  /** What was done. */
  public enum Message {
    /** An item was lent. */
    CHECKOUT,
    /** An item was returned. */
    CHECKIN,
    /** A loan was renewed. */
    RENEWAL
  }

  /** What became of it. */
  public enum State {
    /** It is done. */
    DONE,
    /** A return or renewal with no known loan; a loan reported later may match it. */
    WAITING,
    /** It can't be done: the reason says why. */
    CONFLICT
  }

  /**
   * The due date given for a loan.
   *
   * @param at when it is due
   * @param unstopped when it would be due had the stop switch not been used, or null where that is
   *     the same
   */
  public record Due(Instant at, @Nullable Instant unstopped) {}

  /** The transaction with the loan that it ends or renews; null while none is known. */
  public OfflineTransaction of(@Nullable UUID loan, @Nullable Instant before) {
    var state = loan == null ? State.WAITING : State.DONE;
    return new OfflineTransaction(
        id,
        key,
        reported,
        itemId,
        received,
        new Result(state, result.reason, result.broken, loan, before),
        outcome);
  }

  /**
   * The transaction as an event in its item's timeline; null if it is not a return or renewal,
   * conflicts, or has no known item or time.
   */
  public @Nullable OfflineEvent event() {
    var r = reported;
    return itemId == null
            || r.when == null
            || result.state == State.CONFLICT
            || r.message == Message.CHECKOUT
        ? null
        : new OfflineEvent(
            id,
            itemId,
            r.message,
            r.patronId,
            r.branch,
            r.when,
            r.returned,
            r.due,
            result.loanId,
            result.dueBefore);
  }
}
