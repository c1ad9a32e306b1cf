package org.samling.core.debt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores payments made in another system, from their start until they are confirmed.
 * It does not change the ledger. Throws {@link org.samling.core.StoreException} when the store
 * can't be reached.
 */
public interface OnlinePayments {

  /**
   * Records the start of a payment.
   *
   * @return the stored payment; the first one, where the reference was used before
   */
  OnlinePayment begin(TenantId tenant, NewPayment begun);

  /**
   * The start of a payment.
   *
   * @param reference the payment's reference in both systems, 1 to 100 characters
   * @param patronId who pays
   * @param amount how much, in minor units of the tenant's currency
   * @param fees the fees to settle, in this order; none for all, the oldest first
   * @param by the account that reports it
   */
  record NewPayment(String reference, UUID patronId, long amount, List<UUID> fees, String by) {

    /** Copies the fees, and checks the reference and the amount. */
    public NewPayment {
      fees = List.copyOf(fees);
      if (reference.isBlank() || reference.length() > 100) {
        throw new IllegalArgumentException("a payment's reference must have 1 to 100 characters");
      }
      if (amount <= 0) {
        throw new IllegalArgumentException("an amount must be more than 0, not " + amount);
      }
      if (fees.size() > 1_000) {
        throw new IllegalArgumentException("a payment can settle at most 1,000 fees");
      }
    }
  }

  /** A payment by its reference. */
  Optional<OnlinePayment> find(TenantId tenant, String reference);

  /**
   * Payments, the latest first.
   *
   * @param after the last of the page before, or null for the first page
   * @param limit how many at most
   */
  List<OnlinePayment> list(TenantId tenant, PaymentFilter filter, @Nullable Place after, int limit);

  /**
   * Which payments are listed.
   *
   * @param state their state, or null for any
   * @param isOpen whether only those that are begun or to be refunded
   */
  record PaymentFilter(@Nullable State state, boolean isOpen) {}

  /** The place of a payment in the list. */
  record Place(Instant begun, String reference) {}

  /**
   * Records, once, that the ledger accepted a payment, or why it did not though the patron paid.
   *
   * @param payment the ledger's payment, or null where it refused it
   * @param reason why it was refused, or null
   */
  void end(TenantId tenant, String reference, @Nullable UUID payment, @Nullable String reason);

  /**
   * Records, once, that a payment was refunded.
   *
   * @param by who reports it
   * @return whether it was to be refunded
   */
  boolean refund(TenantId tenant, String reference, String by);

  /**
   * A payment made in another system.
   *
   * @param reference its reference in both systems
   * @param patronId who pays
   * @param patron a current identifier of that patron for use in commands, or null where there is
   *     none
   * @param amount how much, in minor units of the tenant's currency
   * @param fees the fees to settle; none for all
   * @param begun when it was begun
   * @param by who reported it
   * @param state its state
   * @param ended when it was confirmed, or null
   * @param payment the ledger's payment, or null
   * @param reason why the ledger refused it though the patron paid, or null
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

    /** The reference of its payment in the ledger. */
    public String ledgerReference() {
      return "online:" + reference;
    }
  }

  /** The state of a payment. */
  enum State {
    /** It was begun. */
    BEGUN,
    /** The patron paid, and the ledger has the payment. */
    CONFIRMED,
    /** The patron paid, but owed nothing any more: it has to be refunded. */
    TO_REFUND,
    /** It was refunded. */
    REFUNDED
  }
}
