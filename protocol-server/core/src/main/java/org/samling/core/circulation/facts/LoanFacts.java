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
 * @param terms when it is due, and what became of that
 * @param fulfilled the hold that it fulfilled, or null
 */
public record LoanFacts(
    UUID id,
    UUID itemId,
    UUID patronId,
    String patron,
    String branch,
    String group,
    Instant at,
    Terms terms,
    @Nullable Fulfilled fulfilled) {

  /**
   * What changes about a loan while it is open.
   *
   * @param due when it is due
   * @param unstoppedDue when it would be due had the stop switch not been used, or null where that
   *     is the same
   * @param renewals how often it was renewed
   * @param renewal the last renewal, or null
   * @param recalledAt when it was recalled, or null
   * @param beforeRecall when it was due before it was recalled, or null
   * @param claimedReturnedAt when the patron said that it was returned, or null
   * @param lostAt when it was declared lost, or null
   */
  public record Terms(
      Instant due,
      @Nullable Instant unstoppedDue,
      int renewals,
      @Nullable Renewal renewal,
      @Nullable Instant recalledAt,
      @Nullable BeforeRecall beforeRecall,
      @Nullable Instant claimedReturnedAt,
      @Nullable Instant lostAt) {

    private Terms(
        Instant due,
        @Nullable Instant unstoppedDue,
        int renewals,
        @Nullable Instant recalledAt,
        @Nullable Instant claimedReturnedAt) {
      this(due, unstoppedDue, renewals, null, recalledAt, null, claimedReturnedAt, null);
    }

    private Terms(Instant due, @Nullable Instant unstoppedDue, @Nullable Instant recalledAt) {
      this(due, unstoppedDue, 0, recalledAt, null);
    }

    private static Terms begun(DueDate due) {
      return new Terms(due.at(), due.unstopped(), null);
    }

    private Terms due(Instant newDue, @Nullable Instant newUnstoppedDue) {
      return new Terms(
          newDue,
          newUnstoppedDue,
          renewals,
          renewal,
          recalledAt,
          beforeRecall,
          claimedReturnedAt,
          lostAt);
    }

    private Terms renewed(int times, @Nullable Renewal last) {
      return new Terms(
          due, unstoppedDue, times, last, recalledAt, beforeRecall, claimedReturnedAt, lostAt);
    }

    /** Recalled then, or not for null; remembers the due date before the first recall. */
    private Terms recalled(@Nullable Instant when) {
      var before =
          when == null
              ? null
              : recalledAt == null ? new BeforeRecall(due, unstoppedDue) : beforeRecall;
      return new Terms(
          due, unstoppedDue, renewals, renewal, when, before, claimedReturnedAt, lostAt);
    }

    private Terms claimedReturned(Instant when) {
      return new Terms(
          due, unstoppedDue, renewals, renewal, recalledAt, beforeRecall, when, lostAt);
    }

    private Terms lost(Instant when) {
      return new Terms(
          due, unstoppedDue, renewals, renewal, recalledAt, beforeRecall, claimedReturnedAt, when);
    }
  }

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
        id, item.id(), patronId, patron, branch, item.group(), at, Terms.begun(due), null);
  }

  /** The loan of a patron whose hold it fulfils; the same where there is none. */
  public LoanFacts fulfilling(Optional<HoldFacts> hold) {
    var fulfils = hold.map(h -> new Fulfilled(h.id(), h.state().hasItem())).orElse(null);
    return new LoanFacts(id, itemId, patronId, patron, branch, group, at, terms, fulfils);
  }

  /** The loan as another system recorded it, where it was renewed so often. */
  public LoanFacts renewedBefore(int times) {
    return with(terms.renewed(times, terms.renewal));
  }

  /** The loan with another due date. */
  public LoanFacts due(Instant newDue, @Nullable Instant newUnstoppedDue) {
    return with(terms.due(newDue, newUnstoppedDue));
  }

  /** The loan renewed once more. */
  public LoanFacts renewed(DueDate newDue, Renewal newRenewal) {
    return renewedOffline(newDue.at(), newDue.unstopped(), terms.renewals + 1, newRenewal);
  }

  /** The loan after renewals that were reported later; a recall no longer applies. */
  public LoanFacts renewedOffline(
      Instant newDue,
      @Nullable Instant newUnstoppedDue,
      int newRenewals,
      @Nullable Renewal newRenewal) {
    return with(terms.recalled(null).due(newDue, newUnstoppedDue).renewed(newRenewals, newRenewal));
  }

  /** The loan as it was before its last renewal. */
  public LoanFacts renewalUndone(Renewal undone) {
    return with(
        terms.due(undone.dueBefore(), undone.unstoppedBefore()).renewed(terms.renewals - 1, null));
  }

  /** The loan recalled. */
  public LoanFacts recalled(Instant newDue, @Nullable Instant newUnstoppedDue, Instant when) {
    return with(terms.recalled(when).due(newDue, newUnstoppedDue));
  }

  /** The loan no longer recalled. */
  public LoanFacts recallCancelled(Instant newDue, @Nullable Instant newUnstoppedDue) {
    return with(terms.recalled(null).due(newDue, newUnstoppedDue));
  }

  /** The loan of an item that the patron says was returned. */
  public LoanFacts claimedReturned(Instant when) {
    return with(terms.claimedReturned(when));
  }

  /** The loan of an item that is lost. */
  public LoanFacts lost(Instant when) {
    return with(terms.lost(when));
  }

  private LoanFacts with(Terms newTerms) {
    return new LoanFacts(id, itemId, patronId, patron, branch, group, at, newTerms, fulfilled);
  }

  public Instant due() {
    return terms.due;
  }

  public @Nullable Instant unstoppedDue() {
    return terms.unstoppedDue;
  }

  public int renewals() {
    return terms.renewals;
  }

  public @Nullable Renewal renewal() {
    return terms.renewal;
  }

  public @Nullable Instant recalledAt() {
    return terms.recalledAt;
  }

  public @Nullable BeforeRecall beforeRecall() {
    return terms.beforeRecall;
  }

  public @Nullable Instant claimedReturnedAt() {
    return terms.claimedReturnedAt;
  }

  public @Nullable Instant lostAt() {
    return terms.lostAt;
  }
}
