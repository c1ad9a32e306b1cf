package org.samling.core.circulation.context;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.facts.FeeType;

/**
 * A fee in its current state. Amounts are in minor units of the tenant's currency and never below
 * 0.
 *
 * @param id the ledger entry that created it
 * @param patronId who owes it
 * @param about what it is for
 * @param amount how much it was
 * @param arose when it arose
 * @param recorded when the entry was made
 * @param settled how much of it is no longer open, and why
 * @param voided how much of what was reduced was cancelled by returns, not by staff
 * @param lastVoiding the last such return, or null
 */
public record FeeFacts(
    UUID id,
    UUID patronId,
    About about,
    long amount,
    Instant arose,
    Instant recorded,
    Settled settled,
    long voided,
    @Nullable Voiding lastVoiding) {

  /**
   * What a fee is for.
   *
   * @param itemId the item it is for, or null
   * @param loanId the loan it is for, or null
   * @param dueDay for an overdue fee, the day on which the loan was due; else null
   * @param branch the code of the branch where the loan was made, else of the one where the item
   *     belongs; null where it is for neither, or was charged in this batch
   */
  public record About(
      FeeType type,
      @Nullable UUID itemId,
      @Nullable UUID loanId,
      @Nullable LocalDate dueDay,
      @Nullable String branch) {}

  /**
   * How much of a fee is no longer open.
   *
   * @param reduced how much of it was waived or cancelled
   * @param paid how much of it is paid
   * @param writtenOff how much of it is written off
   */
  public record Settled(long reduced, long paid, long writtenOff) {

    /** Nothing. */
    static final Settled NOTHING = new Settled(0, 0, 0);

    private Settled and(long moreReduced, long morePaid, long moreWrittenOff) {
      return new Settled(reduced + moreReduced, paid + morePaid, writtenOff + moreWrittenOff);
    }
  }

  /**
   * A return that cancelled a fee or part of it.
   *
   * @param loan the loan that it ended
   * @param at when it was recorded
   * @param amount how much was cancelled
   */
  public record Voiding(UUID loan, Instant at, long amount) {

    public boolean isOf(UUID endedLoan, Instant recorded) {
      return loan.equals(endedLoan) && at.equals(recorded);
    }
  }

  static FeeFacts of(LedgerEffect.FeeCharged fee) {
    return new FeeFacts(
        fee.entryId(),
        fee.patronId(),
        new About(fee.type(), fee.itemId(), fee.loanId(), fee.dueDay(), null),
        fee.amount(),
        fee.at(),
        fee.recorded(),
        Settled.NOTHING,
        0,
        null);
  }

  /** What is still owed of it. */
  public long open() {
    return amount - settled.reduced - settled.paid - settled.writtenOff;
  }

  /** The amount charged, less what returns cancelled. */
  public long charged() {
    return amount - voided;
  }

  /** The amount that was not waived or cancelled: open, paid or written off. */
  public long effectiveAmount() {
    return amount - settled.reduced;
  }

  /** The fee after a ledger entry that concerns it. */
  FeeFacts after(LedgerEffect.LedgerEntered entry) {
    var less = -entry.amount();
    return switch (entry.kind()) {
      case CREATION -> throw new IllegalArgumentException("a fee is created once: " + entry);
      case REDUCTION -> with(less, 0, 0);
      case CANCELLATION -> {
        var loan = entry.loanId();
        yield loan == null ? with(less, 0, 0) : voided(loan, less, entry.at());
      }
      case PAYMENT, PAYMENT_REDUCTION, REIMBURSEMENT -> with(0, less, 0);
      case WRITE_OFF, WRITE_OFF_REDUCTION -> with(0, 0, less);
    };
  }

  private FeeFacts voided(UUID loan, long less, Instant at) {
    var before = lastVoiding != null && lastVoiding.isOf(loan, at) ? lastVoiding.amount() : 0;
    return new FeeFacts(
        id,
        patronId,
        about,
        amount,
        arose,
        recorded,
        settled.and(less, 0, 0),
        voided + less,
        new Voiding(loan, at, before + less));
  }

  private FeeFacts with(long moreReduced, long morePaid, long moreWrittenOff) {
    return new FeeFacts(
        id,
        patronId,
        about,
        amount,
        arose,
        recorded,
        settled.and(moreReduced, morePaid, moreWrittenOff),
        voided,
        lastVoiding);
  }

  public FeeType type() {
    return about.type;
  }

  public @Nullable UUID itemId() {
    return about.itemId;
  }

  public @Nullable UUID loanId() {
    return about.loanId;
  }

  public @Nullable LocalDate dueDay() {
    return about.dueDay;
  }

  public @Nullable String branch() {
    return about.branch;
  }

  public long paid() {
    return settled.paid;
  }

  public long writtenOff() {
    return settled.writtenOff;
  }
}
