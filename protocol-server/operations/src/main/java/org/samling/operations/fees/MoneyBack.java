package org.samling.operations.fees;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.fees.Fees.Share;

/** What the operations on money that is paid back, and on receipts, take and return. */
public final class MoneyBack {

  private static final int NAME = 200;

  private MoneyBack() {}

  /** Part of a fee that is paid back, or claimed again. */
  public record OfFee(
      @Means("a card number, or another identifier") String patron,
      @Means("the number of the fee") String fee,
      @Means("default: all there is") @Nullable Amount amount,
      @Means("the reason, for patrons and staff to read") @Size(max = NAME) String reason) {}

  /** Credit that is paid out. */
  public record OfCredit(
      @Means("a card number, or another identifier") String patron,
      @Means("default: all there is") @Nullable Amount amount,
      @Means("the reason, for patrons and staff to read") @Size(max = NAME) String reason) {}

  /** Part of a payment that did not come in after all. */
  public record OfPayment(
      @Means("a card number, or another identifier") String patron,
      @Means("the number of the payment") String payment,
      @Means("default: all there is") @Nullable Amount amount,
      @Means("the reason, for patrons and staff to read") @Size(max = NAME) String reason) {}

  /** What was changed. */
  public record Changed(
      @Means("the amounts, by what they were taken from") List<Share> shares,
      @Means("what the patron owes now; negative for credit") Amount owed) {

    static Changed of(FeeOutcome.Changed changed, Tenant tenant) {
      return new Changed(
          changed.shares().stream().map(share -> Share.of(share, tenant)).toList(),
          Amount.of(changed.debt(), tenant));
    }
  }

  /** Whose receipts. */
  public record WhichPatron(@Means("a card number, or another identifier") String patron) {}

  /** Which receipt. */
  public record WhichReceipt(
      @Means("a card number, or another identifier") String patron,
      @Means("the number of the payment") String payment) {}

  /** A page of receipts, the latest payment first. */
  public record Receipts(List<Receipt> receipts, @Means(Paging.NEXT) @Nullable String next) {}

  /** A payment, and what it settles now. */
  public record Receipt(
      @Means("of the payment") UUID number,
      Instant at,
      @JsonUnwrapped Taken taken,
      @Means("what was offered") Amount amount,
      @Means(
              "what it settles, with its credit; less than was taken where it was reversed or refunded")
          Amount settles,
      @Means("the part of it that is credit") Amount credit,
      @Means("the code of the currency (ISO 4217)") String currency,
      @Means("the fees that it settles") List<Line> lines) {

    static Receipt of(Statements.Payment payment, Tenant tenant) {
      return new Receipt(
          payment.id(),
          payment.at(),
          new Taken(payment.branch(), payment.by(), payment.means(), payment.reference()),
          Amount.of(payment.amount(), tenant),
          Amount.of(payment.taken(), tenant),
          Amount.of(payment.credit(), tenant),
          tenant.currency().getCurrencyCode(),
          payment.settles().stream().map(share -> Line.of(share, tenant)).toList());
    }
  }

  /**
   * Where, by whom and how a payment was taken; the first two null for a payment from another
   * system.
   */
  public record Taken(
      @Means("the code of the branch where it was taken") @Nullable String branch,
      @Means("who took it") @Nullable String by,
      @Means("how it was paid") PaymentMeans means,
      @Means("the reference of the payment") @Nullable String reference) {}

  /** What a payment settles of a fee. */
  public record Line(
      @Means("the number of the fee") UUID fee,
      @Means("what the fee is for") FeeType type,
      @Nullable String title,
      @Means("why it was charged") @Nullable String reason,
      Amount amount) {

    static Line of(Statements.Share share, Tenant tenant) {
      return new Line(
          share.fee(),
          share.type(),
          share.title(),
          share.reason(),
          Amount.of(share.amount(), tenant));
    }
  }
}
