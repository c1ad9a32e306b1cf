package org.samling.operations.debt;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.debt.OnlinePayments.OnlinePayment;
import org.samling.core.debt.OnlinePayments.State;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on statements and payments take and return. */
public final class Debts {

  private static final int NAME = 200;

  private Debts() {}

  /** Which statement. */
  public record Period(
      @Means("a card number") String patron,
      @Means("the first day; default: that of the first entry") @Nullable LocalDate from,
      @Means("the last day; default: today") @Nullable LocalDate until) {}

  /** What a patron was charged and has paid. */
  public record Statement(
      @Means("the patron's name") String name,
      @Means("the code of the currency (ISO 4217)") String currency,
      @Means("the balance before the first entry") Amount before,
      @Means("what is owed; negative for credit") Amount balance,
      @Means("in the order in which they were made") List<Entry> entries) {

    /** A statement, with amounts in the tenant's currency. */
    public static Statement of(Statements.Statement statement, Tenant tenant) {
      return new Statement(
          statement.name(),
          tenant.currency().getCurrencyCode(),
          Amount.of(statement.before(), tenant),
          Amount.of(statement.balance(), tenant),
          statement.entries().stream().map(entry -> Entry.of(entry, tenant)).toList());
    }
  }

  /** An entry of a statement. */
  public record Entry(
      LocalDate day,
      @Means("what it does") LedgerKind what,
      @JsonProperty("for") @Means("what the fee is for; null for credit") @Nullable FeeType type,
      @Nullable String title,
      @Means("negative if it makes the debt smaller") Amount amount,
      @Means("what is owed after it") Amount balance,
      @Means("the reference of a payment") @Nullable String reference,
      @Nullable String reason,
      @Means("the number of the fee; null for credit") @Nullable UUID fee,
      @Means("the number of the debtor system's claim") @Nullable Long claim) {

    /** An entry, with amounts in the tenant's currency and the day in its time zone. */
    public static Entry of(Statements.Entry entry, Tenant tenant) {
      return new Entry(
          entry.entered().atZone(tenant.zone()).toLocalDate(),
          entry.kind(),
          entry.type(),
          entry.title(),
          Amount.of(entry.amount(), tenant),
          Amount.of(entry.balance(), tenant),
          entry.reference(),
          entry.reason(),
          entry.fee(),
          entry.claim());
    }
  }

  /** A payment that is to be made elsewhere. */
  public record NewPayment(
      @Means("the reference of the payment") @Size(max = 100) String reference,
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("default: all that is owed") @Nullable Amount amount,
      @Means("the fees to be paid, in this order; default: all") @Size(max = 1_000) @Nullable List<UUID> fees) {}

  /** Which payments are listed. */
  public record Filter(
      @Means("only payments in this state") @Nullable State state,
      @Means("also payments that are confirmed or refunded") @Nullable Boolean all) {}

  /** A page of payments, the latest first. */
  public record ListedPayments(
      List<ListedPayment> payments,
      @Means(Paging.NEXT) @Nullable String next,
      @Means("false if there is more than this") boolean complete) {}

  /** A payment, and whose it is. */
  public record ListedPayment(
      @JsonUnwrapped Payment payment,
      @Means("a card number") @Nullable String patron,
      @Means("the account that began it") String by) {

    static ListedPayment of(OnlinePayment payment, Tenant tenant) {
      return new ListedPayment(Payment.of(payment, tenant), payment.patron(), payment.by());
    }
  }

  /** Which payment. */
  public record WhichPayment(@Means("the reference of the payment") String reference) {}

  /** The money of a payment has arrived. */
  public record Confirmation(
      @Means("the reference of the payment") String reference,
      @Means("the amount that arrived") Amount amount) {}

  /** A payment that is made elsewhere. */
  public record Payment(
      String reference,
      State state,
      Amount amount,
      @Means("the code of the currency (ISO 4217)") String currency,
      @Means("the numbers of the fees to be paid; empty for all") List<UUID> fees,
      Instant begun,
      @Means("when it was confirmed") @Nullable Instant ended,
      @Means("the number of the payment in the ledger") @Nullable UUID payment,
      @Means("why the ledger refused it") @Nullable String reason) {

    static Payment of(OnlinePayment payment, Tenant tenant) {
      return new Payment(
          payment.reference(),
          payment.state(),
          Amount.of(payment.amount(), tenant),
          tenant.currency().getCurrencyCode(),
          payment.fees(),
          payment.begun(),
          payment.ended(),
          payment.payment(),
          payment.reason());
    }
  }
}
