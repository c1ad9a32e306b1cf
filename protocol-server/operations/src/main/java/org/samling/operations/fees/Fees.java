package org.samling.operations.fees;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;

/** What the operations on fees take and return. */
public final class Fees {

  private static final int NAME = 200;
  private static final int MAX_FEES = 2_000;

  private Fees() {}

  /** A fee that is to be charged. */
  public record NewFee(
      @Means("a card number") String patron,
      Amount amount,
      @Means("what it is for") FeeType type,
      @Means("a barcode") @Size(max = NAME) @Nullable String item,
      @Means("for the patron to read") @Size(max = NAME) @Nullable String reason) {}

  /** A fee that was charged. */
  public record Charged(
      @Means("of the fee") UUID number,
      @Means("what the patron owes now; negative for credit") Amount owed) {

    static Charged of(FeeOutcome.Charged charged, Tenant tenant) {
      return new Charged(charged.entryId(), Amount.of(charged.debt(), tenant));
    }
  }

  /** A payment that was made. */
  public record NewPayment(
      @Means("a card number") String patron,
      Amount amount,
      @Means("the fees to pay, in this order; default: all") @Size(max = MAX_FEES) @Nullable List<UUID> fees,
      @Means("how it was paid; default: other") @Nullable PaymentMeans means,
      @Means("the reference of the payment") @Size(max = NAME) @Nullable String reference) {}

  /** A payment that was recorded. */
  public record Paid(
      @Means("of the payment") UUID number,
      @Means("how much of the amount was taken") Amount taken,
      @Means("what the patron owes now; negative for credit") Amount owed,
      @Means("what it settles") List<Share> shares) {

    static Paid of(FeeOutcome.Paid paid, Tenant tenant) {
      return new Paid(
          paid.paymentId(),
          Amount.of(paid.taken(), tenant),
          Amount.of(paid.debt(), tenant),
          paid.shares().stream().map(share -> Share.of(share, tenant)).toList());
    }
  }

  /** A part of a payment. */
  public record Share(
      @Means("null for credit") @Nullable UUID fee,
      Amount amount,
      @Means("the amount of the fee that is open now; of credit, how much the patron has")
          Amount open) {

    static Share of(FeeOutcome.Share share, Tenant tenant) {
      return new Share(
          share.fee(), Amount.of(share.amount(), tenant), Amount.of(share.open(), tenant));
    }
  }

  /** A fee that is to be waived, or a part of it. */
  public record Waiver(
      @Means("a card number") String patron,
      @Means("the number of the fee") String fee,
      @Means("the amount to waive; default: all that is open") @Nullable Amount amount,
      @Means("the reason, for patrons and staff to read") @Size(max = NAME) String reason) {}

  /** What was waived of a fee. */
  public record Waived(
      @Means("of the fee") UUID number,
      Amount forgiven,
      @Means("the amount of it that is open now") Amount open,
      @Means("what the patron owes now") Amount owed) {

    static Waived of(UUID fee, FeeOutcome.Changed changed, Tenant tenant) {
      var share = changed.shares().getFirst();
      return new Waived(
          fee,
          Amount.of(share.amount(), tenant),
          Amount.of(share.open(), tenant),
          Amount.of(changed.debt(), tenant));
    }
  }
}
