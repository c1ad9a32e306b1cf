package org.samling.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Effect;
import org.samling.core.circulation.LoanFacts;
import org.samling.core.circulation.Uuids;
import org.samling.core.circulation.Why;
import org.samling.core.organisation.TenantId;

/** Gathers the effects of a batch and writes each kind of them with one statement. */
final class EffectWriter {

  private static final String LOANS_OPENED =
      """
      insert into loan (tenant_id, id, item_id, patron_id, lent_at, lent_branch, due_at, renewals, broken_rules,
        renewed_at, returned_at, returned_branch)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LOANS_RENEWED =
      """
      update loan set due_at = e.due, renewals = e.renewals, renewed_at = e.at
      from unnest(?, ?, ?, ?) e (id, due, renewals, at)
      where loan.tenant_id = ? and loan.id = e.id
      """;

  private static final String LOANS_CLOSED =
      """
      update loan set returned_at = e.at, returned_branch = e.branch
      from unnest(?, ?, ?) e (id, at, branch)
      where loan.tenant_id = ? and loan.id = e.id
      """;

  private static final String ITEMS_MOVED =
      """
      update item set status = e.status, at_branch = e.branch, hold_id = e.hold_id
      from unnest(?, ?, ?, ?) e (id, status, branch, hold_id)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String HOLDS_PLACED =
      """
      insert into hold (tenant_id, id, common_record_id, local_record_id, patron_id, pickup_branch, placed_at,
        expires_at, state, changed_at)
      select ?, e.id, c.id, case when c.id is null then e.record_id end, e.patron_id, e.pickup, e.placed_at,
        e.expires_at, 'WAITING', e.placed_at
      from unnest(?, ?, ?, ?, ?, ?) e (id, record_id, patron_id, pickup, placed_at, expires_at)
      left join common_record c on c.id = e.record_id
      """;

  private static final String HOLDS_CHANGED =
      """
      update hold set state = e.state, item_id = e.item_id, changed_at = e.at
      from unnest(?, ?, ?, ?) e (id, state, item_id, at)
      where hold.tenant_id = ? and hold.id = e.id
      """;

  private static final String FEES_CHARGED =
      """
      insert into ledger_entry (tenant_id, id, patron_id, kind, fee_type, amount, item_id, reason, arose_at)
      select ?, e.id, e.patron_id, 'CREATION', e.fee_type, e.amount, e.item_id, e.reason, e.arose_at
      from unnest(?, ?, ?, ?, ?, ?, ?) e (id, patron_id, fee_type, amount, item_id, reason, arose_at)
      """;

  private static final String OUTBOX =
      """
      insert into outbox (tenant_id, id, at, kind, payload) select ?, * from unnest(?, ?, ?, ?)
      """;

  private final int tenant;
  private final Map<UUID, NewLoan> loansOpened = new LinkedHashMap<>();
  private final Columns loansRenewed = new Columns("uuid", "timestamptz", "int4", "timestamptz");
  private final Columns loansClosed = new Columns("uuid", "timestamptz", "text");
  private final Columns itemsMoved = new Columns("uuid", "text", "text", "uuid");
  private final Columns holdsPlaced =
      new Columns("uuid", "uuid", "uuid", "text", "timestamptz", "timestamptz");
  private final Columns holdsChanged = new Columns("uuid", "text", "uuid", "timestamptz");
  private final Columns feesCharged =
      new Columns("uuid", "uuid", "text", "int8", "uuid", "text", "timestamptz");
  private final Columns outbox = new Columns("uuid", "timestamptz", "text", "jsonb");

  /**
   * A loan of this batch as it stands after it: it may be renewed and over before it was ever
   * written.
   */
  private record NewLoan(
      LoanFacts loan,
      String branch,
      List<Why> broken,
      @Nullable Instant renewedAt,
      @Nullable Instant returnedAt,
      @Nullable String returnedBranch) {}

  EffectWriter(TenantId tenant) {
    this.tenant = tenant.value();
  }

  void add(Effect effect, Instant now) {
    switch (effect) {
      case Effect.LoanOpened(var l, var branch, var broken) ->
          loansOpened.put(l.id(), new NewLoan(l, branch, broken, null, null, null));
      case Effect.LoanRenewed(var l, var at) -> renewed(l, at);
      case Effect.LoanClosed(var l, var at, var branch) -> closed(l, at, branch);
      case Effect.ItemMoved(var item, var status, var branch, var hold) ->
          itemsMoved.row(item, status.name(), branch, hold);
      case Effect.HoldPlaced(var h, var expires) ->
          holdsPlaced.row(h.id(), h.recordId(), h.patronId(), h.pickup(), h.placedAt(), expires);
      case Effect.HoldChanged(var h, var at) ->
          holdsChanged.row(h.id(), h.state().name(), h.itemId(), at);
      case Effect.FeeCharged f ->
          feesCharged.row(
              f.entryId(),
              f.patronId(),
              f.type().name(),
              f.amount(),
              f.itemId(),
              f.reason(),
              f.at());
    }
    outbox.row(Uuids.next(now), now, kind(effect), Json.write(effect));
  }

  private void renewed(LoanFacts l, Instant at) {
    if (loansOpened.computeIfPresent(
            l.id(), (_, n) -> new NewLoan(l, n.branch(), n.broken(), at, null, null))
        == null) {
      loansRenewed.row(l.id(), l.due(), l.renewals(), at);
    }
  }

  private void closed(LoanFacts l, Instant at, String branch) {
    if (loansOpened.computeIfPresent(
            l.id(), (_, n) -> new NewLoan(l, n.branch(), n.broken(), n.renewedAt(), at, branch))
        == null) {
      loansClosed.row(l.id(), at, branch);
    }
  }

  private Columns openedColumns() {
    var columns =
        new Columns(
            "uuid",
            "uuid",
            "uuid",
            "timestamptz",
            "text",
            "timestamptz",
            "int4",
            "jsonb",
            "timestamptz",
            "timestamptz",
            "text");
    for (var n : loansOpened.values()) {
      var l = n.loan();
      columns.row(
          l.id(),
          l.itemId(),
          l.patronId(),
          l.at(),
          n.branch(),
          l.due(),
          l.renewals(),
          n.broken().isEmpty() ? null : Json.write(n.broken()),
          n.renewedAt(),
          n.returnedAt(),
          n.returnedBranch());
    }
    return columns;
  }

  /**
   * Adds the statements: ended loans before those that begin, holds before the items that name
   * them.
   */
  void addTo(Pipeline pipeline) {
    add(pipeline, loansClosed, LOANS_CLOSED, false);
    add(pipeline, openedColumns(), LOANS_OPENED, true);
    add(pipeline, loansRenewed, LOANS_RENEWED, false);
    add(pipeline, holdsPlaced, HOLDS_PLACED, true);
    add(pipeline, holdsChanged, HOLDS_CHANGED, false);
    add(pipeline, itemsMoved, ITEMS_MOVED, false);
    add(pipeline, feesCharged, FEES_CHARGED, true);
    add(pipeline, outbox, OUTBOX, true);
  }

  private void add(Pipeline pipeline, Columns columns, String sql, boolean tenantFirst) {
    if (!columns.isEmpty()) {
      pipeline.add(sql, tenantFirst ? columns.after(tenant) : columns.before(tenant));
    }
  }

  private static String kind(Effect effect) {
    return effect
        .getClass()
        .getSimpleName()
        .replaceAll("(.)([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }
}
