package org.samling.core.debt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.organisation.TenantId;

/**
 * The port that lists what a patron was charged and paid. Throws {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface Statements {

  /** The most entries in a statement; the latest are kept. */
  int MAX_ENTRIES = 10_000;

  /**
   * A patron's statement.
   *
   * @param identifier an identifier of the patron, which may be blocked or expired
   * @param from the first day, or null for the first entry's
   * @param until the last day, or null for today
   * @return empty where no patron of this tenant has this identifier
   */
  Optional<Statement> statement(
      TenantId tenant, String identifier, @Nullable LocalDate from, @Nullable LocalDate until);

  /** The same up to today. */
  default Optional<Statement> statement(
      TenantId tenant, String identifier, @Nullable LocalDate from) {
    return statement(tenant, identifier, from, null);
  }

  /**
   * What a patron was charged and paid. Amounts are in minor units of the tenant's currency; a
   * balance is what is owed, and less than 0 is credit.
   *
   * @param name the patron's name
   * @param before the balance before the first entry
   * @param entries the entries, in the order in which they were made
   * @param balance the balance after the last
   */
  record Statement(UUID patronId, String name, long before, List<Entry> entries, long balance) {

    /** Copies the list. */
    public Statement {
      entries = List.copyOf(entries);
    }
  }

  /** The most payments that are listed; the latest are kept. */
  int MAX_PAYMENTS = 1_000;

  /**
   * A patron's payments, the latest first.
   *
   * @param identifier an identifier of the patron, which may be blocked or expired
   * @return empty where no patron of this tenant has this identifier
   */
  Optional<List<Payment>> payments(TenantId tenant, String identifier);

  /**
   * One of a patron's payments, however many came after it.
   *
   * @param identifier an identifier of the patron, which may be blocked or expired
   * @return empty where the patron made no such payment
   */
  Optional<Payment> payment(TenantId tenant, String identifier, UUID id);

  /**
   * A patron's credit, in minor units of the tenant's currency.
   *
   * @param identifier an identifier of the patron, which may be blocked or expired
   * @return empty where no patron of this tenant has this identifier
   */
  OptionalLong credit(TenantId tenant, String identifier);

  /**
   * A payment and what is left of it. Amounts are in minor units of the tenant's currency.
   *
   * @param at when it was made
   * @param branch the code of the branch where it was taken, or null for another system's
   * @param by who took it, or null for another system's
   * @param amount how much was offered
   * @param means how it was made
   * @param reference its reference in the system where it was made, or null
   * @param credit how much of it is credit
   * @param settles what it settles now; less than was taken where it was reversed or refunded
   */
  record Payment(
      UUID id,
      Instant at,
      @Nullable String branch,
      @Nullable String by,
      long amount,
      PaymentMeans means,
      @Nullable String reference,
      long credit,
      List<Share> settles) {

    /** Copies the list. */
    public Payment {
      settles = List.copyOf(settles);
    }

    /** How much of it is left to reverse: what it settles and its credit. */
    public long taken() {
      return credit + settles.stream().mapToLong(Share::amount).sum();
    }
  }

  /**
   * What a payment settles of a fee.
   *
   * @param fee the fee's number
   * @param title the title it is for, or null
   * @param reason why it was charged, or null
   * @param amount how much of it
   */
  record Share(
      UUID fee, FeeType type, @Nullable String title, @Nullable String reason, long amount) {}

  /** The most days of a cash-up. */
  int MAX_DAYS = 31;

  /**
   * The money that came in and was paid back, by day, branch, person and means of payment. What is
   * paid back counts under the means by which it came in.
   *
   * @param from the first day
   * @param until the last day, of at most {@value #MAX_DAYS}
   * @param branches the codes of the branches, or null for all
   */
  List<Takings> takings(
      TenantId tenant, LocalDate from, LocalDate until, @Nullable Set<String> branches);

  /**
   * What one person or machine took and paid back of payments of one kind at one branch on one day,
   * in minor units of the tenant's currency. What was paid in another system is not among it.
   *
   * @param branch the code of the branch
   * @param by the name of a member of staff, an account or a job
   * @param means how the payments were made
   * @param register the cash register that they were paid at, or null
   * @param payments how many payments were taken
   * @param taken how much came in
   * @param reversed how much of payments was reversed
   * @param paidOut how much was refunded or paid out
   */
  record Takings(
      LocalDate day,
      String branch,
      String by,
      PaymentMeans means,
      @Nullable String register,
      int payments,
      long taken,
      long reversed,
      long paidOut) {

    /** What has to be there at the end of the day: less than 0 where more was paid back. */
    public long balance() {
      return taken - reversed - paidOut;
    }
  }

  /**
   * An entry in the ledger.
   *
   * @param id the entry's number; for a charge, the fee's
   * @param entered when it was entered
   * @param kind what it does
   * @param type what the fee is for, or null for credit
   * @param fee the fee, or null for credit
   * @param amount how much; more than 0 makes the debt larger
   * @param balance what is owed after it
   * @param title the title it is for, or null
   * @param reference the payment's reference in the system where it was made, or null
   * @param reason why, for people, or null
   * @param claim the number of the debtor system's claim for that fee, or null
   */
  record Entry(
      UUID id,
      Instant entered,
      LedgerKind kind,
      @Nullable FeeType type,
      @Nullable UUID fee,
      long amount,
      long balance,
      @Nullable String title,
      @Nullable String reference,
      @Nullable String reason,
      @Nullable Long claim) {}
}
