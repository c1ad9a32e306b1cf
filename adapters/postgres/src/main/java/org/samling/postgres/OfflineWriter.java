package org.samling.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.outcome.OfflineTransaction;

/** Gathers what a batch records of what machines did while the library could not be asked. */
final class OfflineWriter {

  private static final String RECORD =
      """
      insert into offline_transaction (tenant_id, id, key, message, account, branch, patron_id, patron, item, item_id,
        done_at, returned_at, due_at, unstopped_due_at, received_at, state, reason, broken_rules, loan_id, due_before, outcome)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String ASSIGN =
      """
      update offline_transaction t
      set loan_id = e.loan, due_before = e.before, state = case when e.loan is null then 'WAITING' else 'DONE' end
      from unnest(?, ?, ?) e (id, loan, before)
      where t.tenant_id = ? and t.id = e.id
      """;

  private static final String CAME_IN =
      """
      update item set came_in_at = e.at, came_in_branch = e.branch from unnest(?, ?, ?) e (id, at, branch)
      where item.tenant_id = ? and item.id = e.id and (item.came_in_at is null or item.came_in_at < e.at)
      """;

  private final Map<UUID, OfflineTransaction> recorded = new LinkedHashMap<>();
  private final Columns assigned = new Columns("uuid", "uuid", "timestamptz");
  private final Columns cameIn = new Columns("uuid", "timestamptz", "text");

  void recorded(OfflineTransaction transaction) {
    recorded.put(transaction.id(), transaction);
  }

  /** What is told of and found a place in one batch is written once. */
  void assigned(OfflineEffect.OfflineAssigned a) {
    var isNew = recorded.computeIfPresent(a.transaction(), (_, t) -> t.of(a.loan(), a.dueBefore()));
    if (isNew == null) {
      assigned.row(a.transaction(), a.loan(), a.dueBefore());
    }
  }

  void cameIn(ItemEffect.ItemCameIn in) {
    cameIn.row(in.itemId(), in.at(), in.branch());
  }

  /** Adds the statements; the loans that they name are written before. */
  void addTo(Pipeline pipeline, int tenant) {
    if (!recorded.isEmpty()) {
      pipeline.add(RECORD, rows().after(tenant));
    }
    if (!assigned.isEmpty()) {
      pipeline.add(ASSIGN, assigned.before(tenant));
    }
    if (!cameIn.isEmpty()) {
      pipeline.add(CAME_IN, cameIn.before(tenant));
    }
  }

  private Columns rows() {
    var columns =
        new Columns(
            "uuid",
            "bytea",
            "text",
            "text",
            "text",
            "uuid",
            "text",
            "text",
            "uuid",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "text",
            "text",
            "jsonb",
            "uuid",
            "timestamptz",
            "jsonb");
    for (var t : recorded.values()) {
      var due = t.due();
      var reason = t.reason();
      columns.row(
          t.id(),
          "\\x" + t.key(),
          t.message().name(),
          t.account(),
          t.branch(),
          t.patronId(),
          t.patron(),
          t.item(),
          t.itemId(),
          t.when(),
          t.returned(),
          due == null ? null : due.at(),
          due == null ? null : due.unstopped(),
          t.received(),
          t.state().name(),
          reason == null ? null : reason.name(),
          t.broken().isEmpty() ? null : Json.write(t.broken()),
          t.loanId(),
          t.dueBefore(),
          Json.writeOutcome(t.outcome()));
    }
    return columns;
  }
}
