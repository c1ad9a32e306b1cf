package org.samling.core.circulation.command;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.Sip2Desk;

/**
 * A command that changes what a patron owes. Amounts are in minor units of the tenant's currency
 * and more than 0; anything else is the caller's error ({@link IllegalArgumentException}).
 */
public sealed interface FeeCommand<O extends Outcome> extends Command<O> {

  /**
   * Charges a fee to a patron. Any credit the patron has is applied to it at once.
   *
   * @param patron the patron's identifier
   * @param type what it is for
   * @param amount how much
   * @param item the barcode of the item it is for, or null
   * @param reason why, for the patron to read, or null
   * @param at when it arose
   */
  record ChargeFee(
      Origin origin,
      String patron,
      FeeType type,
      long amount,
      @Nullable String item,
      @Nullable String reason,
      Instant at)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount. */
    public ChargeFee {
      requirePositive(amount);
    }
  }

  /**
   * Records a fee that was charged in another system, with what was paid of it there. An overdue
   * fee for an item that the patron still has counts as charged for that loan.
   *
   * @param patron the patron's identifier
   * @param type what it is for
   * @param amount how much it was
   * @param paid how much of it is paid, from 0 to the amount
   * @param item the barcode of the item it is for, or null
   * @param reason why, for the patron to read, or null
   * @param at when it arose
   */
  record RecordFee(
      Origin origin,
      String patron,
      FeeType type,
      long amount,
      long paid,
      @Nullable String item,
      @Nullable String reason,
      Instant at)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amounts. */
    public RecordFee {
      requirePositive(amount);
      if (paid < 0 || paid > amount) {
        throw new IllegalArgumentException(
            "of a fee of %d, 0 to all can be paid, not %d".formatted(amount, paid));
      }
    }
  }

  /**
   * Waives part of a fee because it was too high.
   *
   * @param patron the patron's identifier
   * @param amount how much of it, at most what is open
   * @param reason why, for people, or null
   */
  record ReduceFee(Origin origin, String patron, UUID fee, long amount, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount. */
    public ReduceFee {
      requirePositive(amount);
    }
  }

  /**
   * Cancels a fee, or what is still open of it, because it should not have been charged.
   *
   * @param patron the patron's identifier
   * @param reason why, for people, or null
   */
  record CancelFee(Origin origin, String patron, UUID fee, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {}

  /**
   * Takes a payment. A payment with a reference is taken once, whatever its command key; a
   * repetition gets the payment in its current state.
   *
   * @param patron the patron's identifier
   * @param amount how much is offered
   * @param fees the fees to settle, in this order; empty for all, the oldest first
   * @param means how it was made, for the cash-up
   * @param reference the payment's reference where it was made (a terminal's or a provider's
   *     number, at most 200 characters), or null
   * @param at when it was made; a future time counts as now
   * @param register the cash register that it was paid at, of at most {@value
   *     Sip2Desk#LONGEST_REGISTER} characters, for the cash-up; or null
   */
  record Pay(
      Origin origin,
      String patron,
      long amount,
      List<UUID> fees,
      PaymentMeans means,
      @Nullable String reference,
      Instant at,
      @Nullable String register)
      implements FeeCommand<FeeOutcome> {

    /** A payment at no register. */
    public Pay(
        Origin origin,
        String patron,
        long amount,
        List<UUID> fees,
        PaymentMeans means,
        @Nullable String reference,
        Instant at) {
      this(origin, patron, amount, fees, means, reference, at, null);
    }

    /** Checks the amount, the reference and the register, and copies the fees. */
    public Pay {
      requirePositive(amount);
      fees = List.copyOf(fees);
      if (reference != null && (reference.isEmpty() || reference.length() > 200)) {
        throw new IllegalArgumentException(
            "a payment's reference has 1 to 200 characters, not " + reference.length());
      }
      if (register != null
          && (register.isEmpty() || register.length() > Sip2Desk.LONGEST_REGISTER)) {
        throw new IllegalArgumentException(
            "a register has 1 to %d characters".formatted(Sip2Desk.LONGEST_REGISTER));
      }
    }
  }

  /**
   * Records that a payment, or part of it, was not received after all: what it settled is owed
   * again. Unused credit is taken first, then the newest fees that it settles.
   *
   * @param patron the patron's identifier
   * @param amount how much of it
   * @param reason why, for people, or null
   */
  record ReversePayment(
      Origin origin, String patron, UUID payment, long amount, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount. */
    public ReversePayment {
      requirePositive(amount);
    }
  }

  /**
   * Refunds what was paid of a fee, which is reduced by as much, or a patron's credit.
   *
   * @param patron the patron's identifier
   * @param fee the fee, or null for the credit
   * @param amount how much
   * @param reason why, for people, or null
   */
  record Reimburse(
      Origin origin, String patron, @Nullable UUID fee, long amount, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount. */
    public Reimburse {
      requirePositive(amount);
    }
  }

  /**
   * Writes off a fee, or part of it, as uncollectable.
   *
   * @param patron the patron's identifier
   * @param amount how much of it, at most what is open
   * @param reason why, for people, or null
   */
  record WriteOff(Origin origin, String patron, UUID fee, long amount, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount. */
    public WriteOff {
      requirePositive(amount);
    }
  }

  /**
   * Claims again what was written off.
   *
   * @param patron the patron's identifier
   * @param amount how much of it, at most what was written off
   * @param reason why, for people, or null
   */
  record ReverseWriteOff(
      Origin origin, String patron, UUID fee, long amount, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount. */
    public ReverseWriteOff {
      requirePositive(amount);
    }
  }

  /**
   * Settles open fees from the patron's credit, the oldest first, as every payment does: what is
   * owed and what is credited can have come from two records that were merged.
   *
   * @param patron the patron's identifier
   */
  record UseCredit(Origin origin, String patron) implements FeeCommand<FeeOutcome> {}

  /**
   * Charges the overdue fee that a loan has accrued by now, less what was already charged.
   *
   * @param origin its branch is the branch where the loan was made
   * @param item the item's barcode
   */
  record AccrueOverdue(Origin origin, String item) implements FeeCommand<FeeOutcome> {}

  private static void requirePositive(long amount) {
    if (amount <= 0) {
      throw new IllegalArgumentException("an amount must be more than 0, not " + amount);
    }
  }
}
