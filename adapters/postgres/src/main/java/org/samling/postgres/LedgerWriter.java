package org.samling.postgres;

import org.samling.core.circulation.effect.LedgerEffect;

/** Gathers what a batch enters in the ledger and writes each kind with one statement. */
final class LedgerWriter {

  private static final String PAYMENTS =
      """
      insert into payment (tenant_id, id, patron_id, amount, reference, paid_at, created_at)
      select ?, * from unnest(?, ?, ?, ?, ?, ?)
      """;

  /** In one statement, so that a fee and what settles it can come together. */
  private static final String ENTRIES =
      """
      insert into ledger_entry (tenant_id, id, patron_id, kind, amount, fee_type, item_id, loan_id, due_day, fee_id,
        fee_created_at, payment_id, reason, arose_at, created_at)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final int tenant;
  private final Columns payments =
      new Columns("uuid", "uuid", "int8", "text", "timestamptz", "timestamptz");
  private final Columns entries =
      new Columns(
          "uuid",
          "uuid",
          "text",
          "int8",
          "text",
          "uuid",
          "uuid",
          "date",
          "uuid",
          "timestamptz",
          "uuid",
          "text",
          "timestamptz",
          "timestamptz");

  LedgerWriter(int tenant) {
    this.tenant = tenant;
  }

  void add(LedgerEffect effect) {
    switch (effect) {
      case LedgerEffect.FeeCharged f ->
          entries.row(
              f.entryId(),
              f.patronId(),
              "CREATION",
              f.amount(),
              f.type().name(),
              f.itemId(),
              f.loanId(),
              f.dueDay(),
              null,
              null,
              null,
              f.reason(),
              f.at(),
              f.recorded());
      case LedgerEffect.PaymentTaken(var p, var recorded) ->
          payments.row(p.id(), p.patronId(), p.amount(), p.reference(), p.at(), recorded);
      case LedgerEffect.LedgerEntered e -> {
        var fee = e.fee();
        entries.row(
            e.entryId(),
            e.patronId(),
            e.kind().name(),
            e.amount(),
            null,
            null,
            e.loanId(),
            null,
            fee == null ? null : fee.id(),
            fee == null ? null : fee.recorded(),
            e.paymentId(),
            e.reason(),
            e.at(),
            e.at());
      }
    }
  }

  /** Adds the statements: payments before the entries that name them. */
  void addTo(Pipeline pipeline) {
    if (!payments.isEmpty()) {
      pipeline.add(PAYMENTS, payments.after(tenant));
    }
    if (!entries.isEmpty()) {
      pipeline.add(ENTRIES, entries.after(tenant));
    }
  }
}
