package org.samling.postgres.writer;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Gathers a batch's records of offline transactions. */
final class OfflineWriter {

  /** The columns of table offline_transaction. */
  private record RecordRow(
      UUID id, Bytes key, Report report, Instant receivedAt, Result result, JsonText outcome) {

    static RecordRow of(OfflineTransaction t) {
      return new RecordRow(
          t.id(),
          Bytes.of(HexFormat.of().parseHex(t.key())),
          Report.of(t),
          t.received(),
          Result.of(t.result()),
          new JsonText(Json.writeOutcome(t.outcome())));
    }
  }

  /** What a machine reported. */
  private record Report(
      OfflineTransaction.Message message,
      String account,
      String branch,
      @Nullable UUID patronId,
      @Nullable String patron,
      String item,
      @Nullable UUID itemId,
      @Nullable Instant doneAt,
      @Nullable Instant returnedAt,
      @Nullable Instant dueAt,
      @Nullable Instant unstoppedDueAt) {

    static Report of(OfflineTransaction t) {
      var r = t.reported();
      var due = r.due();
      return new Report(
          r.message(),
          r.account(),
          r.branch(),
          r.patronId(),
          r.patron(),
          r.item(),
          t.itemId(),
          r.when(),
          r.returned(),
          due == null ? null : due.at(),
          due == null ? null : due.unstopped());
    }
  }

  /** What became of it. */
  private record Result(
      OfflineTransaction.State state,
      @Nullable RefusalReason reason,
      @Nullable JsonText brokenRules,
      @Nullable UUID loanId,
      @Nullable Instant dueBefore) {

    static Result of(OfflineTransaction.Result r) {
      return new Result(
          r.state(),
          r.reason(),
          r.broken().isEmpty() ? null : new JsonText(Json.write(r.broken())),
          r.loanId(),
          r.dueBefore());
    }
  }

  private static final RowStatement<RecordRow> RECORD =
      RowStatement.of(
          RecordRow.class,
          "insert into offline_transaction (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private static final RowStatement<OfflineEffect.OfflineAssigned> ASSIGN =
      RowStatement.of(
          OfflineEffect.OfflineAssigned.class,
          """
          update offline_transaction t
          set loan_id = e.loan, due_before = e.due_before, state = case when e.loan is null then 'WAITING' else 'DONE' end
          from {rows} where t.tenant_id = :tenant and t.id = e.transaction
          """);

  private static final RowStatement<ItemEffect.ItemCameIn> CAME_IN =
      RowStatement.of(
          ItemEffect.ItemCameIn.class,
          """
          update item set came_in_at = e.at, came_in_branch = e.branch from {rows}
          where item.tenant_id = :tenant and item.id = e.item_id and (item.came_in_at is null or item.came_in_at < e.at)
          """);

  private final Map<UUID, OfflineTransaction> recorded = new LinkedHashMap<>();
  private final Map<UUID, OfflineEffect.OfflineAssigned> assigned = new LinkedHashMap<>();
  private final Map<UUID, ItemEffect.ItemCameIn> cameIn = new LinkedHashMap<>();

  void recorded(OfflineTransaction transaction) {
    recorded.put(transaction.id(), transaction);
  }

  /** A transaction reported and assigned to a loan in the same batch is written once. */
  void assigned(OfflineEffect.OfflineAssigned a) {
    var isNew = recorded.computeIfPresent(a.transaction(), (_, t) -> t.of(a.loan(), a.dueBefore()));
    if (isNew == null) {
      assigned.put(a.transaction(), a);
    }
  }

  void cameIn(ItemEffect.ItemCameIn in) {
    cameIn.put(in.itemId(), in);
  }

  /** Adds the statements; the loans that they name are written first. */
  void addTo(Pipeline pipeline) {
    pipeline
        .write(RECORD, recorded.values().stream().map(RecordRow::of).toList())
        .write(ASSIGN, assigned.values())
        .write(CAME_IN, cameIn.values());
  }
}
