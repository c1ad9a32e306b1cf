package org.samling.operations.debt;

import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.DebtReconciliation;
import org.samling.core.debt.Debts.Export;
import org.samling.core.debt.Debts.State;
import org.samling.core.debt.Debts.StoredMessage;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.debt.DebtRows.Row;

/** What the operations on claims take and return. */
public final class Claims {

  /** How many refused messages are listed individually. */
  private static final int LISTED = 1_000;

  private Claims() {}

  /** Which claims are listed. */
  public record WhichClaims(
      @Means("also claims of which nothing is open any more") @Nullable Boolean all) {}

  /** A page of claims, in order of their numbers. */
  public record ListedClaims(
      List<Claim> claims,
      @Means(Paging.NEXT) @Nullable String next,
      @Means("false if there is more than this") boolean complete) {}

  /** A fee that was handed over. */
  public record Claim(
      @Means("its number") long claim,
      @Means("a card number") @Nullable String patron,
      @Means("what is open by the ledger") Amount open,
      @Means("what is open by the debtor system, as far as it was told and tells") Amount told,
      @Means("when the debtor system gave it back") @Nullable Instant withdrawn,
      @Means("the number of the fee") UUID fee) {

    static Claim of(org.samling.core.debt.Claim claim, Tenant tenant) {
      return new Claim(
          claim.number(),
          claim.patron(),
          Amount.of(claim.open(), tenant),
          Amount.of(claim.told(), tenant),
          claim.withdrawn(),
          claim.fee());
    }
  }

  /** Which delivery is written, and how. */
  public record NewDelivery(
      @Means("default: csv") @Nullable DebtFormat format,
      @Means("the number of a delivery to write again instead of a new one") @Min(1) @Nullable Long again) {}

  /** The latest 1,000 deliveries, the latest first. */
  public record Deliveries(List<Delivery> deliveries) {}

  /** A delivery to the debtor system. */
  public record Delivery(long number, Instant made, int lines, @Means("who made it") String by) {

    static Delivery of(Export export) {
      return new Delivery(export.number(), export.made(), export.lines(), export.by());
    }
  }

  /**
   * What a program needs to know where there is nothing to deliver.
   *
   * @param last the number of the last delivery, or null
   */
  record NothingNew(@Nullable Long last) {}

  /** What became of messages of the debtor system. */
  public record Imported(
      @Means("how many were carried out") int done,
      @Means("how many had been carried out before") int before,
      @Means("how many were refused") int refused,
      @Means("the first 1,000 of these") List<Refusal> refusals) {

    static Imported of(int done, int before, List<Refusal> refused) {
      return new Imported(done, before, refused.size(), refused.stream().limit(LISTED).toList());
    }
  }

  /** A message that was not carried out. */
  public record Refusal(
      @Means("its place in the file") String place,
      @Means("its number in the debtor system") @Nullable String id,
      @Nullable String claim,
      String reason) {

    static Refusal of(Row row, String reason) {
      return new Refusal(row.place(), row.textOrNull("id"), row.textOrNull("claim"), reason);
    }
  }

  /** How the debtor system and the ledger differ; empty lists where they agree. */
  public record Differences(
      List<Difference> differences,
      @Means("messages that were refused, or of which it is not known whether they were done")
          List<Unsettled> messages) {}

  /** A claim of which the two say different things. */
  public record Difference(
      long claim,
      DebtReconciliation.Kind difference,
      @Means("what is open by the debtor system; null where it does not name the claim")
          @Nullable Amount there,
      @Means("what is open by the ledger; null where there is no such claim")
          @Nullable Amount here) {

    static Difference of(DebtReconciliation.Difference found, Tenant tenant) {
      return new Difference(
          found.claim(), found.kind(), amount(found.there(), tenant), amount(found.here(), tenant));
    }

    private static @Nullable Amount amount(@Nullable Long minor, Tenant tenant) {
      return minor == null ? null : Amount.of(minor, tenant);
    }
  }

  /** A message that changed nothing, or of which that is not known. */
  public record Unsettled(
      long claim,
      @Means("its number in the debtor system") String id,
      DebtMessage.Kind kind,
      Amount amount,
      @Means("begun if it is not known whether it was done") State state,
      @Means("why it was refused") @Nullable String reason) {

    static Unsettled of(StoredMessage stored, Tenant tenant) {
      var message = stored.message();
      return new Unsettled(
          message.claim(),
          message.id(),
          message.kind(),
          Amount.of(message.amount(), tenant),
          stored.state(),
          stored.reason());
    }
  }
}
