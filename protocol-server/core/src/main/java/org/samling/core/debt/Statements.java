package org.samling.core.debt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
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
