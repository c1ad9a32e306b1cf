package org.samling.core.circulation.facts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open loan.
 *
 * @param itemId the item on loan
 * @param patronId the borrower
 * @param patron an identifier of that patron
 * @param branch the code of the branch where it was made
 * @param group the item's material group when the loan was made
 * @param at when it began
 * @param due when it is due
 * @param unstoppedDue when it would be due had the stop switch not been used, or null where that is
 *     the same
 * @param renewals how often it was renewed
 * @param renewal the last renewal, or null
 * @param fulfilled the hold that it fulfilled, or null
 * @param recalledAt when it was recalled, or null
 * @param beforeRecall when it was due before it was recalled, or null
 * @param claimedReturnedAt when the patron said that it was returned, or null
 * @param lostAt when it was declared lost, or null
 */
public record LoanFacts(
    UUID id,
    UUID itemId,
    UUID patronId,
    String patron,
    String branch,
    String group,
    Instant at,
    Instant due,
    @Nullable Instant unstoppedDue,
    int renewals,
    @Nullable Renewal renewal,
    @Nullable Fulfilled fulfilled,
    @Nullable Instant recalledAt,
    @Nullable BeforeRecall beforeRecall,
    @Nullable Instant claimedReturnedAt,
    @Nullable Instant lostAt) {

  /**
   * The due date before a recall, needed to cancel it.
   *
   * @param due when the loan was due before
   * @param unstopped when it would have been due before had the stop switch not been used, or null
   *     where that is the same
   */
  public record BeforeRecall(Instant due, @Nullable Instant unstopped) {}

  /**
   * A renewal, with what is needed to undo it.
   *
   * @param at when it was made
   * @param branch the code of the branch where it was made
   * @param dueBefore when the loan was due before
   * @param unstoppedBefore when it would have been due before had the stop switch not been used, or
   *     null where that is the same
   */
  public record Renewal(
      Instant at, String branch, Instant dueBefore, @Nullable Instant unstoppedBefore) {}

  /**
   * The hold that a loan fulfilled, with what is needed to undo it.
   *
   * @param wasSetAside whether the item was set aside for it; else the patron waited and took it
   *     from the shelf
   */
  public record Fulfilled(UUID holdId, boolean wasSetAside) {}

  /**
   * A loan that begins, with nothing behind it yet.
   *
   * @param patron an identifier of the patron
   * @param branch the code of the branch where it is made
   */
  public static LoanFacts begun(
      UUID id,
      ItemFacts item,
      UUID patronId,
      String patron,
      String branch,
      Instant at,
      DueDate due) {
    return new LoanFacts(
        id,
        item.id(),
        patronId,
        patron,
        branch,
        item.group(),
        at,
        due.at(),
        due.unstopped(),
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The loan of a patron whose hold it fulfils; the same where there is none. */
  public LoanFacts fulfilling(Optional<HoldFacts> hold) {
    var fulfils = hold.map(h -> new Fulfilled(h.id(), h.state().hasItem())).orElse(null);
    return with(
        due, unstoppedDue, renewals, renewal, fulfils, recalledAt, claimedReturnedAt, lostAt);
  }

  /** The loan as another system recorded it, where it was renewed so often. */
  public LoanFacts renewedBefore(int times) {
    return with(due, unstoppedDue, times, renewal, recalledAt, claimedReturnedAt, lostAt);
  }

  /** The loan with another due date. */
  public LoanFacts due(Instant newDue, @Nullable Instant newUnstoppedDue) {
    return with(newDue, newUnstoppedDue, renewals, renewal, recalledAt, claimedReturnedAt, lostAt);
  }

  /** The loan renewed once more. */
  public LoanFacts renewed(DueDate newDue, Renewal newRenewal) {
    return with(
        newDue.at(), newDue.unstopped(), renewals + 1, newRenewal, null, claimedReturnedAt, lostAt);
  }

  /** The loan after renewals that were reported later; a recall no longer applies. */
  public LoanFacts renewedOffline(
      Instant newDue,
      @Nullable Instant newUnstoppedDue,
      int newRenewals,
      @Nullable Renewal newRenewal) {
    return with(newDue, newUnstoppedDue, newRenewals, newRenewal, null, claimedReturnedAt, lostAt);
  }

  /** The loan as it was before its last renewal. */
  public LoanFacts renewalUndone(Renewal undone) {
    return with(
        undone.dueBefore(),
        undone.unstoppedBefore(),
        renewals - 1,
        null,
        recalledAt,
        claimedReturnedAt,
        lostAt);
  }

  /** The loan recalled. */
  public LoanFacts recalled(Instant newDue, @Nullable Instant newUnstoppedDue, Instant when) {
    return with(newDue, newUnstoppedDue, renewals, renewal, when, claimedReturnedAt, lostAt);
  }

  /** The loan no longer recalled. */
  public LoanFacts recallCancelled(Instant newDue, @Nullable Instant newUnstoppedDue) {
    return with(newDue, newUnstoppedDue, renewals, renewal, null, claimedReturnedAt, lostAt);
  }

  /** The loan of an item that the patron says was returned. */
  public LoanFacts claimedReturned(Instant when) {
    return with(due, unstoppedDue, renewals, renewal, recalledAt, when, lostAt);
  }

  /** The loan of an item that is lost. */
  public LoanFacts lost(Instant when) {
    return with(due, unstoppedDue, renewals, renewal, recalledAt, claimedReturnedAt, when);
  }

  private LoanFacts with(
      Instant newDue,
      @Nullable Instant newUnstoppedDue,
      int newRenewals,
      @Nullable Renewal newRenewal,
      @Nullable Instant recalled,
      @Nullable Instant claimed,
      @Nullable Instant lost) {
    return with(
        newDue, newUnstoppedDue, newRenewals, newRenewal, fulfilled, recalled, claimed, lost);
  }

  private LoanFacts with(
      Instant newDue,
      @Nullable Instant newUnstoppedDue,
      int newRenewals,
      @Nullable Renewal newRenewal,
      @Nullable Fulfilled newFulfilled,
      @Nullable Instant recalled,
      @Nullable Instant claimed,
      @Nullable Instant lost) {
    return new LoanFacts(
        id,
        itemId,
        patronId,
        patron,
        branch,
        group,
        at,
        newDue,
        newUnstoppedDue,
        newRenewals,
        newRenewal,
        newFulfilled,
        recalled,
        beforeRecall(recalled),
        claimed,
        lost);
  }

  private @Nullable BeforeRecall beforeRecall(@Nullable Instant recalled) {
    if (recalled == null) {
      return null;
    }
    return recalledAt == null ? new BeforeRecall(due, unstoppedDue) : beforeRecall;
  }
}
