package org.samling.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.Why;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;

/** Gathers the effects of a batch and writes each kind of them with one statement. */
final class EffectWriter {

  private static final String LOANS_OPENED =
      """
      insert into loan (tenant_id, id, item_id, patron_id, lent_at, lent_branch, material_group, hold_id,
        hold_was_set_aside, broken_rules,
        due_at, unstopped_due_at, renewals, renewed_at, renewed_branch, due_before_renewal,
        unstopped_due_before_renewal, recalled_at, due_before_recall, unstopped_due_before_recall, claimed_returned_at,
        lost_at, returned_at, returned_branch, returned_elsewhere, undone_at)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LOANS_CHANGED =
      """
      update loan set due_at = e.due, unstopped_due_at = e.unstopped, renewals = e.renewals, renewed_at = e.renewed_at,
        renewed_branch = e.renewed_branch, due_before_renewal = e.before,
        unstopped_due_before_renewal = e.unstopped_before, recalled_at = e.recalled,
        due_before_recall = e.before_recall, unstopped_due_before_recall = e.unstopped_before_recall,
        claimed_returned_at = e.claimed, lost_at = e.lost
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, due, unstopped, renewals, renewed_at, renewed_branch, before, unstopped_before, recalled, before_recall,
          unstopped_before_recall, claimed, lost)
      where loan.tenant_id = ? and loan.id = e.id
      """;

  private static final String ITEMS_MOVED =
      """
      update item set status = e.status, at_branch = e.branch, hold_id = e.hold_id, returned_loan_id = e.returned_loan,
        moved_at = e.at, not_found = 0
      from unnest(?, ?, ?, ?, ?, ?) e (id, status, branch, hold_id, returned_loan, at)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String ITEMS_NOT_FOUND =
      """
      update item set status = e.status, not_found = e.times
      from unnest(?, ?, ?) e (id, status, times)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String ITEMS_DESCRIBED =
      """
      update item set properties = e.properties from unnest(?, ?) e (id, properties)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String ITEMS_REVISED =
      """
      update item set barcode = e.barcode, home_branch = e.home, location = e.location, part_count = e.parts,
        returned_loan_id = case when item.home_branch = e.home then item.returned_loan_id end,
        parts_missing = e.missing::smallint[], ordered_as = e.ordered_as, withdrawn_at = e.withdrawn_at,
        withdrawn_reason = e.withdrawn_reason, withdrawn_from = e.withdrawn_from
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, barcode, home, location, parts, missing, ordered_as, withdrawn_at, withdrawn_reason, withdrawn_from)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String LOANS_MARKED_OVERDUE =
      """
      update loan set overdue_step = e.step, overdue_due_at = e.due from unnest(?, ?, ?) e (id, step, due)
      where loan.tenant_id = ? and loan.id = e.id
      """;

  private static final String OUTBOX =
      """
      insert into outbox (tenant_id, id, at, kind, payload) select ?, * from unnest(?, ?, ?, ?)
      """;

  private final int tenant;
  private final LendingPolicy policy;
  private final Map<UUID, NewLoan> loansOpened = new LinkedHashMap<>();
  private final Columns loansChanged =
      new Columns(
          "uuid",
          "timestamptz",
          "timestamptz",
          "int4",
          "timestamptz",
          "text",
          "timestamptz",
          "timestamptz",
          "timestamptz",
          "timestamptz",
          "timestamptz",
          "timestamptz",
          "timestamptz");
  private final Columns loansEnded =
      new Columns("uuid", "timestamptz", "text", "text", "timestamptz", "date");
  private final Columns loansReopened = new Columns("uuid");
  private final Columns loansCorrected = new Columns("uuid", "timestamptz");
  private final Columns itemsMoved =
      new Columns("uuid", "text", "text", "uuid", "uuid", "timestamptz");
  private final Columns itemsNotFound = new Columns("uuid", "text", "int4");
  private final Columns itemsDescribed = new Columns("uuid", "text");
  private final Columns itemsRevised =
      new Columns(
          "uuid", "text", "text", "text", "int2", "text", "text", "timestamptz", "text", "text");
  private final HoldsWriter holds = new HoldsWriter();
  private final TransportWriter transports = new TransportWriter();
  private final BookingsWriter bookings = new BookingsWriter();
  private final OfflineWriter offline = new OfflineWriter();
  private final Columns loansMarkedOverdue = new Columns("uuid", "int4", "timestamptz");
  private final LedgerWriter ledger;
  private final PatronEffectWriter patrons;
  private final Columns outbox = new Columns("uuid", "timestamptz", "text", "jsonb");

  /**
   * A loan of this batch as it stands after it: it may be renewed and over before it was ever
   * written.
   */
  private record NewLoan(LoanFacts loan, List<Why> broken, @Nullable End end) {

    NewLoan changed(LoanFacts now) {
      return new NewLoan(now, broken, null);
    }

    NewLoan ended(End newEnd) {
      return new NewLoan(loan, broken, newEnd);
    }
  }

  /** How a loan ended: at a branch or at another tenant's, or undone. */
  private record End(
      Instant at, @Nullable String branch, @Nullable String elsewhere, @Nullable Instant undoneAt) {

    static End of(LoanEnd end) {
      return new End(
          end.at(),
          end.isElsewhere() ? null : end.place(),
          end.isElsewhere() ? end.place() : null,
          null);
    }
  }

  EffectWriter(TenantId tenant, LendingPolicy policy) {
    this.tenant = tenant.value();
    this.policy = policy;
    this.ledger = new LedgerWriter(tenant.value());
    this.patrons = new PatronEffectWriter(this.tenant);
  }

  void add(Effect effect, Instant now) {
    switch (effect) {
      case LoanEffect.LoanOpened(var l, var broken) ->
          loansOpened.put(l.id(), new NewLoan(l, broken, null));
      case LoanEffect.LoanChanged changed -> changed(changed.loan());
      case LoanEffect.LoanClosed(var l, var at, var branch) ->
          ended(l, new End(at, branch, null, null), now);
      case LoanEffect.LoanClosedElsewhere(var l, var at, var elsewhere) ->
          ended(l, new End(at, null, elsewhere, null), now);
      case LoanEffect.LoanUndone(var l, var at) ->
          ended(l, new End(l.at(), l.branch(), null, at), now);
      case LoanEffect.LoanRecorded(var l, var broken, var end) ->
          loansOpened.put(l.id(), new NewLoan(l, broken, End.of(end)));
      case LoanEffect.LoanCorrected(var l, var end, _) -> {
        changed(l);
        ended(l, End.of(end), now);
        loansCorrected.row(l.id(), end.at());
      }
      case LoanEffect.LoanReopened(var l, _, _) -> reopened(l);
      case PatronEffect p -> patrons.add(p);
      case ItemEffect.ItemMoved m ->
          itemsMoved.row(
              m.itemId(), m.status().name(), m.branch(), m.holdId(), m.returnedLoan(), m.at());
      case ItemEffect.ItemNotFound(var item, var times, var status, _) ->
          itemsNotFound.row(item, status.name(), times);
      case ItemEffect.ItemDescribed(var item, var properties, _) ->
          itemsDescribed.row(item, properties);
      case ItemEffect.ItemRevised r -> revised(r);
      case ItemEffect.TransitBegun(var t) -> transports.begun(t);
      case ItemEffect.TransitEnded(var item, var at) -> transports.ended(item, at);
      case ItemEffect.TransitPacked(var transit, var item, var crate, _) ->
          transports.packed(transit, item, crate);
      case ItemEffect.ItemFloated(var item, var branch, var from, var loan, _) ->
          transports.floated(item, branch, from, loan);
      case ItemEffect.ItemFloatUndone(var item, var branch, var loan, _) ->
          transports.floatUndone(item, branch, loan);
      case BookingEffect booking -> bookings.add(booking);
      case ItemEffect.OthersItemHandedIn _ -> {} // told by the outbox
      case OfflineEffect.OfflineRecorded(var t) -> offline.recorded(t);
      case OfflineEffect.OfflineAssigned a -> offline.assigned(a);
      case ItemEffect.ItemCameIn in -> offline.cameIn(in);
      case HoldEffect.HoldPlaced(var h) -> holds.placed(h);
      case HoldEffect.HoldReferenced(var h, var reference) -> holds.referenced(h, reference);
      case HoldEffect.HoldChanged(var h, var at) -> holds.changed(h, at);
      case HoldEffect.PickupNumberGiven(var branch, var number) -> holds.numbered(branch, number);
      case LoanEffect.LoanMarkedOverdue(var l, var step, _) ->
          loansMarkedOverdue.row(l.id(), step, l.due());
      case LedgerEffect changed -> ledger.add(changed);
    }
    outbox.row(Uuids.next(now), now, Json.kind(effect), Json.write(effect));
  }

  private void revised(ItemEffect.ItemRevised r) {
    var parts = r.stock().parts();
    var withdrawal = r.stock().withdrawal();
    itemsRevised.row(
        r.itemId(),
        r.barcode(),
        r.home(),
        r.location(),
        parts == null ? 1 : parts.count(),
        parts == null ? "{}" : "{" + parts.missingText() + "}",
        r.stock().orderedAs(),
        withdrawal == null ? null : withdrawal.at(),
        withdrawal == null ? null : withdrawal.reason(),
        withdrawal == null ? null : withdrawal.from().name());
  }

  private void changed(LoanFacts l) {
    if (loansOpened.computeIfPresent(l.id(), (_, n) -> n.changed(l)) == null) {
      var renewal = l.renewal();
      var before = l.beforeRecall();
      loansChanged.row(
          l.id(),
          l.due(),
          l.unstoppedDue(),
          l.renewals(),
          renewal == null ? null : renewal.at(),
          renewal == null ? null : renewal.branch(),
          renewal == null ? null : renewal.dueBefore(),
          renewal == null ? null : renewal.unstoppedBefore(),
          l.recalledAt(),
          before == null ? null : before.due(),
          before == null ? null : before.unstopped(),
          l.claimedReturnedAt(),
          l.lostAt());
    }
  }

  private void ended(LoanFacts l, End end, Instant now) {
    if (loansOpened.computeIfPresent(l.id(), (_, n) -> n.ended(end)) == null) {
      if (loansReopened.remove(l.id())) {
        loansCorrected.row(l.id(), end.at());
      }
      loansEnded.row(
          l.id(),
          end.at(),
          end.branch(),
          end.elsewhere(),
          end.undoneAt(),
          EndedLoans.letGoOn(policy, l.branch(), end.at(), now));
    }
  }

  private void reopened(LoanFacts l) {
    if (loansOpened.computeIfPresent(l.id(), (_, n) -> n.changed(l)) == null) {
      loansEnded.remove(l.id());
      loansReopened.row(l.id());
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
            "text",
            "uuid",
            "bool",
            "jsonb",
            "timestamptz",
            "timestamptz",
            "int4",
            "timestamptz",
            "text",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "text",
            "text",
            "timestamptz");
    for (var n : loansOpened.values()) {
      var l = n.loan();
      var fulfilled = l.fulfilled();
      var renewal = l.renewal();
      var before = l.beforeRecall();
      var end = n.end();
      columns.row(
          l.id(),
          l.itemId(),
          end == null ? l.patronId() : null,
          l.at(),
          l.branch(),
          l.group(),
          end == null && fulfilled != null ? fulfilled.holdId() : null,
          end == null && fulfilled != null && fulfilled.wasSetAside(),
          end != null || n.broken().isEmpty() ? null : Json.write(n.broken()),
          l.due(),
          l.unstoppedDue(),
          l.renewals(),
          renewal == null ? null : renewal.at(),
          renewal == null ? null : renewal.branch(),
          renewal == null ? null : renewal.dueBefore(),
          renewal == null ? null : renewal.unstoppedBefore(),
          l.recalledAt(),
          before == null ? null : before.due(),
          before == null ? null : before.unstopped(),
          l.claimedReturnedAt(),
          l.lostAt(),
          end == null ? null : end.at(),
          end == null ? null : end.branch(),
          end == null ? null : end.elsewhere(),
          end == null ? null : end.undoneAt());
    }
    return columns;
  }

  /** Whose the loans were that begin and end in this batch. */
  private Columns recordedColumns(Instant now) {
    var columns =
        new Columns("uuid", "uuid", "uuid", "text", "timestamptz", "date", "uuid", "bool", "jsonb");
    for (var n : loansOpened.values()) {
      var l = n.loan();
      var end = n.end();
      if (end == null || end.undoneAt() != null) {
        continue;
      }
      var fulfilled = l.fulfilled();
      columns.row(
          l.id(),
          l.itemId(),
          l.patronId(),
          l.branch(),
          end.at(),
          EndedLoans.letGoOn(policy, l.branch(), end.at(), now),
          fulfilled == null ? null : fulfilled.holdId(),
          fulfilled != null && fulfilled.wasSetAside(),
          n.broken().isEmpty() ? null : Json.write(n.broken()));
    }
    return columns;
  }

  /**
   * Adds the statements: ended loans before those that begin, holds before the items that name them
   * and before whose the loans were that fulfilled them.
   */
  void addTo(Pipeline pipeline, Instant now) {
    if (!loansEnded.isEmpty()) {
      pipeline.add(EndedLoans.ENDED, EndedLoans.parameters(loansEnded, tenant, 2));
    }
    add(pipeline, loansCorrected, EndedLoans.CORRECTED, false);
    add(pipeline, loansReopened, EndedLoans.REOPENED, false);
    add(pipeline, openedColumns(), LOANS_OPENED, true);
    add(pipeline, loansChanged, LOANS_CHANGED, false);
    holds.addTo(pipeline, tenant);
    add(pipeline, recordedColumns(now), EndedLoans.RECORDED, true);
    add(pipeline, itemsMoved, ITEMS_MOVED, false);
    add(pipeline, itemsNotFound, ITEMS_NOT_FOUND, false);
    add(pipeline, itemsDescribed, ITEMS_DESCRIBED, false);
    add(pipeline, itemsRevised, ITEMS_REVISED, false);
    transports.addTo(pipeline, tenant);
    bookings.addTo(pipeline, tenant, now);
    offline.addTo(pipeline, tenant);
    add(pipeline, loansMarkedOverdue, LOANS_MARKED_OVERDUE, false);
    ledger.addTo(pipeline);
    patrons.addTo(pipeline);
    add(pipeline, outbox, OUTBOX, true);
  }

  private void add(Pipeline pipeline, Columns columns, String sql, boolean tenantFirst) {
    if (!columns.isEmpty()) {
      pipeline.add(sql, tenantFirst ? columns.after(tenant) : columns.before(tenant));
    }
  }
}
