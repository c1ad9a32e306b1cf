package org.samling.core.debt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps payments which are made elsewhere, from their begin until the money is known
 * to have come. It changes no ledger. Throws {@link org.samling.core.StoreException} when the store
 * can't be asked.
 */
public interface OnlinePayments {

  /** How many are listed at most. */
  int MAX_LISTED = 10_000;

  /**
   * Notes that somebody begins to pay.
   *
   * @return as it is kept: as it was begun first, where the reference was begun before
   */
  OnlinePayment begin(TenantId tenant, Begun begun);

  /**
   * Somebody begins to pay.
   *
   * @param reference what both sides call the payment, 1 to 100 characters
   * @param patronId who pays
   * @param amount how much, in minor units of the tenant's currency
   * @param fees the fees to settle, in this order; none for all, the oldest first
   * @param by the account that tells of it
   */
  record Begun(String reference, UUID patronId, long amount, List<UUID> fees, String by) {

    /** Copies the fees, and checks the reference and the amount. */
    public Begun {
      fees = List.copyOf(fees);
      if (reference.isBlank() || reference.length() > 100) {
        throw new IllegalArgumentException("a payment's reference has 1 to 100 characters");
      }
      if (amount <= 0) {
        throw new IllegalArgumentException("an amount is more than 0, not " + amount);
      }
      if (fees.size() > 1_000) {
        throw new IllegalArgumentException("a payment settles at most 1,000 fees");
      }
    }
  }

  /** A payment by its reference. */
  Optional<OnlinePayment> find(TenantId tenant, String reference);

  /**
   * Payments, those that were begun last first; with {@code open} only those that are begun, or to
   * be paid back.
   */
  List<OnlinePayment> list(TenantId tenant, boolean open);

  /**
   * Notes that the ledger took a payment, or why it did not, though the money came: once.
   *
   * @param payment the ledger's payment, or null where it took none
   * @param reason why it took none, or null
   */
  void end(TenantId tenant, String reference, @Nullable UUID payment, @Nullable String reason);

  /**
   * Notes that a payment was paid back: once.
   *
   * @param by who says so
   * @return whether it was to be paid back
   */
  boolean refund(TenantId tenant, String reference, String by);

  /**
   * A payment that is made elsewhere.
   *
   * @param reference what both sides call it
   * @param patronId who pays
   * @param patron an identifier by which commands find that patron today, or null where none does
   * @param amount how much, in minor units of the tenant's currency
   * @param fees the fees to settle; none for all
   * @param begun when it was begun
   * @param by who told of it
   * @param state how far it is
   * @param ended when it was confirmed, or null
   * @param payment the ledger's payment, or null
   * @param reason why the ledger took none though the money came, or null
   */
  record OnlinePayment(
      String reference,
      UUID patronId,
      @Nullable String patron,
      long amount,
      List<UUID> fees,
      Instant begun,
      String by,
      State state,
      @Nullable Instant ended,
      @Nullable UUID payment,
      @Nullable String reason) {

    /** Copies the fees. */
    public OnlinePayment {
      fees = List.copyOf(fees);
    }

    /** What its payment is called in the ledger. */
    public String ledgerReference() {
      return "online:" + reference;
    }
  }

  /** How far a payment is. */
  enum State {
    /** It was begun. */
    BEGUN,
    /** The money came, and the ledger has it. */
    CONFIRMED,
    /** The money came, and nothing was owed any more: it has to be paid back. */
    TO_REFUND,
    /** It was paid back. */
    REFUNDED
  }
}
