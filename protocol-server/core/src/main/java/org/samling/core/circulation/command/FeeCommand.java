package org.samling.core.circulation.command;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.Outcome;

/**
 * Something that changes what a patron owes. Amounts are in minor units of the tenant's currency
 * and more than 0; anything else is the caller's error ({@link IllegalArgumentException}).
 */
public sealed interface FeeCommand<O extends Outcome> extends Command<O> {

  /**
   * Charge a fee to a patron. What the patron has as credit settles it at once.
   *
   * @param origin where it comes from
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
   * Record a fee that was charged in another system, with what was paid of it there. One for being
   * late, of an item that the patron still has, counts as charged for that loan.
   *
   * @param origin where it comes from
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
            "of %d from 0 to all is paid, not %d".formatted(amount, paid));
      }
    }
  }

  /**
   * Give up a part of a fee, as it was too high.
   *
   * @param origin where it comes from
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
   * Give up a fee, or what is open of it, as it should not be.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param reason why, for people, or null
   */
  record CancelFee(Origin origin, String patron, UUID fee, @Nullable String reason)
      implements FeeCommand<FeeOutcome> {}

  /**
   * Take a payment. A payment with a reference is taken once, under whichever key it comes; the
   * repetition gets the payment as it stands.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param amount how much is offered
   * @param fees the fees to settle, in this order; none for all, the oldest first
   * @param reference what the payment is called where it was made (a terminal's or a provider's
   *     number, at most 200 characters), or null
   * @param at when it was made; a time after now counts as now
   */
  record Pay(
      Origin origin,
      String patron,
      long amount,
      List<UUID> fees,
      @Nullable String reference,
      Instant at)
      implements FeeCommand<FeeOutcome> {

    /** Checks the amount and the reference, and copies the fees. */
    public Pay {
      requirePositive(amount);
      fees = List.copyOf(fees);
      if (reference != null && (reference.isEmpty() || reference.length() > 200)) {
        throw new IllegalArgumentException(
            "a payment's reference has 1 to 200 characters, not " + reference.length());
      }
    }
  }

  /**
   * Record that a payment, or a part of it, did not come in after all: what it settled is owed
   * again. What settles nothing yet goes first, then the newest fees that it settles.
   *
   * @param origin where it comes from
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
   * Pay back what was paid of a fee, which is given up as far, or what a patron has as credit.
   *
   * @param origin where it comes from
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
   * No longer ask for a fee, or a part of it, as nothing will come of it.
   *
   * @param origin where it comes from
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
   * Ask again for what was written off.
   *
   * @param origin where it comes from
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
   * Charge what a loan that is overdue costs by now, as far as it was not charged yet.
   *
   * @param origin where it comes from; the branch where the loan was made
   * @param item the item's barcode
   */
  record AccrueOverdue(Origin origin, String item) implements FeeCommand<FeeOutcome> {}

  private static void requirePositive(long amount) {
    if (amount <= 0) {
      throw new IllegalArgumentException("an amount is more than 0, not " + amount);
    }
  }
}
