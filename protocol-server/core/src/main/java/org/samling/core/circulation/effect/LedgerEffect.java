package org.samling.core.circulation.effect;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PaymentFacts;
import org.samling.core.circulation.facts.PaymentMeans;

/** A new entry in the ledger. */
public sealed interface LedgerEffect extends Effect {

  /**
   * A patron owes more.
   *
   * @param entryId the ledger entry
   * @param type what it is for
   * @param amount how much, in minor units of the tenant's currency
   * @param itemId the item it is for, or null
   * @param recordId for a hold on any copy, the title; else null
   * @param loanId the loan it is for, or null
   * @param dueDay for an overdue fee, the day on which the loan was due; else null
   * @param reason why, for the patron to read, or null
   * @param at when it arose
   * @param recorded when it was entered
   */
  record FeeCharged(
      UUID entryId,
      UUID patronId,
      FeeType type,
      long amount,
      @Nullable UUID itemId,
      @Nullable UUID recordId,
      @Nullable UUID loanId,
      @Nullable LocalDate dueDay,
      @Nullable String reason,
      Instant at,
      Instant recorded)
      implements LedgerEffect {}

  /**
   * A payment was taken; ledger entries say what it settles.
   *
   * @param recorded when it was entered
   */
  record PaymentTaken(
      PaymentFacts payment, PaymentMeans means, @Nullable String register, Instant recorded)
      implements LedgerEffect {}

  /**
   * A fee or payment is changed.
   *
   * @param entryId the ledger entry
   * @param kind what it does
   * @param amount how much, in minor units of the tenant's currency; more than 0 makes the debt
   *     larger
   * @param fee the fee, or null for the part of a payment that settles none
   * @param paymentId the payment, or null where the entry concerns none
   * @param loanId the loan whose return cancels the fee, or null
   * @param reason why, for people, or null
   */
  record LedgerEntered(
      UUID entryId,
      UUID patronId,
      LedgerKind kind,
      long amount,
      @Nullable FeeEntry fee,
      @Nullable UUID paymentId,
      @Nullable UUID loanId,
      @Nullable String reason,
      Instant at)
      implements LedgerEffect {}

  /**
   * A fee, by the entry that made it.
   *
   * @param id the entry
   * @param recorded when it was made
   */
  record FeeEntry(UUID id, Instant recorded) {}
}
