package org.samling.postgres.writer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Gathers a batch's ledger entries and writes each kind with one statement. */
final class LedgerWriter {

  private record PaymentRow(
      UUID id,
      UUID patronId,
      long amount,
      PaymentMeans means,
      @Nullable String register,
      @Nullable String reference,
      Instant paidAt,
      Instant createdAt) {}

  private static final RowStatement<PaymentRow> PAYMENTS =
      RowStatement.of(
          PaymentRow.class,
          "insert into payment (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  /**
   * The columns of table ledger_entry.
   *
   * @param loanId the loan that a fee is for, or whose return cancels one
   * @param about what else a fee is for; null of other entries
   * @param settled the fee that an entry settles, and by which payment
   * @param made where and by whom it was entered; null where another system had entered it
   */
  private record EntryRow(
      UUID id,
      UUID patronId,
      LedgerKind kind,
      long amount,
      @Nullable UUID loanId,
      @Nullable About about,
      @Nullable Settled settled,
      @Nullable String reason,
      Instant aroseAt,
      Instant createdAt,
      @Nullable Made made) {
    /**
     * The fee that an entry settles, and by which payment.
     *
     * @param feeId the fee that the entry belongs to, if it is not a fee itself
     */
    record Settled(
        @Nullable UUID feeId, @Nullable Instant feeCreatedAt, @Nullable UUID paymentId) {}

    /** What a fee is for. */
    record About(
        FeeType feeType,
        @Nullable UUID itemId,
        @Nullable UUID recordId,
        @Nullable LocalDate dueDay) {}
  }

  /** One statement, so that a fee and the entry that settles it can be written together. */
  private static final RowStatement<EntryRow> ENTRIES =
      RowStatement.of(
          EntryRow.class,
          "insert into ledger_entry (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private final Map<UUID, PaymentRow> payments = new LinkedHashMap<>();
  private final Map<UUID, EntryRow> entries = new LinkedHashMap<>();

  /**
   * Where and by whom an entry was made.
   *
   * @param branch the code of the branch
   * @param madeBy the name of an account, a member of staff or a job
   */
  record Made(String branch, String madeBy) {

    /** Null for a fee that was charged, and perhaps paid, in another system. */
    static @Nullable Made of(Command<?> command) {
      var origin = command.origin();
      return command instanceof FeeCommand.RecordFee
          ? null
          : new Made(origin.branch(), origin.actor());
    }
  }

  void add(LedgerEffect effect, @Nullable Made made) {
    switch (effect) {
      case LedgerEffect.FeeCharged f ->
          entries.put(
              f.entryId(),
              new EntryRow(
                  f.entryId(),
                  f.patronId(),
                  LedgerKind.CREATION,
                  f.amount(),
                  f.loanId(),
                  new EntryRow.About(f.type(), f.itemId(), f.recordId(), f.dueDay()),
                  null,
                  f.reason(),
                  f.at(),
                  f.recorded(),
                  made));
      case LedgerEffect.PaymentTaken(var p, var means, var register, var recorded) ->
          payments.put(
              p.id(),
              new PaymentRow(
                  p.id(),
                  p.patronId(),
                  p.amount(),
                  means,
                  register,
                  p.reference(),
                  p.at(),
                  recorded));
      case LedgerEffect.LedgerEntered e -> {
        var fee = e.fee();
        entries.put(
            e.entryId(),
            new EntryRow(
                e.entryId(),
                e.patronId(),
                e.kind(),
                e.amount(),
                e.loanId(),
                null,
                new EntryRow.Settled(
                    fee == null ? null : fee.id(),
                    fee == null ? null : fee.recorded(),
                    e.paymentId()),
                e.reason(),
                e.at(),
                e.at(),
                made));
      }
    }
  }

  /** Adds the statements: payments before the entries that name them. */
  void addTo(Pipeline pipeline) {
    pipeline.write(PAYMENTS, payments.values()).write(ENTRIES, entries.values());
  }
}
