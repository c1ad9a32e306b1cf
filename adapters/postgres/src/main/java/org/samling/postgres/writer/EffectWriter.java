package org.samling.postgres.writer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.LoanRow;

/** Gathers the effects of a batch and writes each kind with one statement. */
final class EffectWriter {

  private static final RowStatement<LoanRow.New> LOANS_OPENED =
      RowStatement.of(
          LoanRow.New.class, "insert into loan (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private static final RowStatement<LoanRow.Change> LOANS_CHANGED =
      RowStatement.of(
          LoanRow.Change.class,
          """
          update loan set {terms = e.terms} from {rows}
          where loan.tenant_id = :tenant and loan.id = e.id
          """);

  private static final RowStatement<ItemEffect.ItemMoved> ITEMS_MOVED =
      RowStatement.of(
          ItemEffect.ItemMoved.class,
          """
          update item set status = e.status, at_branch = coalesce(e.branch, at_branch), hold_id = e.hold_id, returned_loan_id = e.returned_loan,
            moved_at = e.at, not_found = 0
          from {rows} where item.tenant_id = :tenant and item.id = e.item_id
          """);

  private static final RowStatement<ItemEffect.ItemNotFound> ITEMS_NOT_FOUND =
      RowStatement.of(
          ItemEffect.ItemNotFound.class,
          """
          update item set status = e.status, not_found = e.times
          from {rows} where item.tenant_id = :tenant and item.id = e.item_id
          """);

  private static final RowStatement<ItemEffect.ItemDescribed> ITEMS_DESCRIBED =
      RowStatement.of(
          ItemEffect.ItemDescribed.class,
          """
          update item set properties = e.properties
          from {rows} where item.tenant_id = :tenant and item.id = e.item_id
          """);

  private static final RowStatement<RevisedRow> ITEMS_REVISED =
      RowStatement.of(
          RevisedRow.class,
          """
          update item set barcode = e.barcode, home_branch = e.home_branch, location = e.location, part_count = e.part_count,
            returned_loan_id = case when item.home_branch = e.home_branch then item.returned_loan_id end,
            parts_missing = e.parts_missing::smallint[], ordered_as = e.ordered_as, withdrawn_at = e.withdrawn_at,
            withdrawn_reason = e.withdrawn_reason, withdrawn_from = e.withdrawn_from
          from {rows} where item.tenant_id = :tenant and item.id = e.id
          """);

  private static final RowStatement<OverdueRow> LOANS_MARKED_OVERDUE =
      RowStatement.of(
          OverdueRow.class,
          """
          update loan set overdue_step = e.step, overdue_due_at = e.due
          from {rows} where loan.tenant_id = :tenant and loan.id = e.id
          """);

  private static final RowStatement<OutboxRow> OUTBOX =
      RowStatement.of(
          OutboxRow.class, "insert into outbox (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private record OutboxRow(UUID id, Instant at, String kind, JsonText payload) {}

  private record OverdueRow(UUID id, int step, Instant due) {}

  /** An item's changes made by staff; the missing parts are written as a PostgreSQL array. */
  private record RevisedRow(
      UUID id,
      String barcode,
      String homeBranch,
      @Nullable String location,
      int partCount,
      String partsMissing,
      @Nullable String orderedAs,
      @Nullable Instant withdrawnAt,
      @Nullable String withdrawnReason,
      @Nullable ItemStatus withdrawnFrom) {

    static RevisedRow of(ItemEffect.ItemRevised r) {
      var parts = r.stock().parts();
      var withdrawal = r.stock().withdrawal();
      return new RevisedRow(
          r.itemId(),
          r.barcode(),
          r.home(),
          r.location(),
          parts == null ? 1 : parts.count(),
          parts == null ? "{}" : "{" + parts.missingText() + "}",
          r.stock().orderedAs(),
          withdrawal == null ? null : withdrawal.at(),
          withdrawal == null ? null : withdrawal.reason(),
          withdrawal == null ? null : withdrawal.from());
    }
  }

  private final LendingPolicy policy;
  private final Map<UUID, NewLoan> loansOpened = new LinkedHashMap<>();
  private final Map<UUID, LoanFacts> loansChanged = new LinkedHashMap<>();
  private final Map<UUID, EndedLoans.Ended> loansEnded = new LinkedHashMap<>();
  private final Set<UUID> loansReopened = new LinkedHashSet<>();
  private final Map<UUID, EndedLoans.Corrected> loansCorrected = new LinkedHashMap<>();
  private final Map<UUID, ItemEffect.ItemMoved> itemsMoved = new LinkedHashMap<>();
  private final Map<UUID, ItemEffect.ItemNotFound> itemsNotFound = new LinkedHashMap<>();
  private final Map<UUID, ItemEffect.ItemDescribed> itemsDescribed = new LinkedHashMap<>();
  private final Map<UUID, RevisedRow> itemsRevised = new LinkedHashMap<>();
  private final HoldsWriter holds = new HoldsWriter();
  private final TransportWriter transports = new TransportWriter();
  private final BookingsWriter bookings = new BookingsWriter();
  private final OfflineWriter offline = new OfflineWriter();
  private final Map<UUID, OverdueRow> loansMarkedOverdue = new LinkedHashMap<>();
  private final LedgerWriter ledger = new LedgerWriter();
  private final PatronEffectWriter patrons = new PatronEffectWriter();
  private final List<OutboxRow> outbox = new ArrayList<>();

  /**
   * A loan made in this batch, as it stands at the end of the batch: it may have been renewed and
   * ended before it is first written.
   */
  private record NewLoan(LoanFacts loan, List<DecisionReason> broken, LoanRow.@Nullable End end) {

    NewLoan changed(LoanFacts now) {
      return new NewLoan(now, broken, null);
    }

    NewLoan ended(LoanRow.End newEnd) {
      return new NewLoan(loan, broken, newEnd);
    }

    /** A loan that has already ended is written without a patron. */
    LoanRow.New row() {
      return new LoanRow.New(
          LoanRow.of(loan),
          end == null ? LoanRow.Holder.of(loan, broken) : LoanRow.Holder.NOBODY,
          end);
    }
  }

  EffectWriter(LendingPolicy policy) {
    this.policy = policy;
  }

  /**
   * Takes an effect.
   *
   * @param command the command that brought it about
   */
  void add(Effect effect, Command<?> command, Instant now) {
    switch (effect) {
      case LoanEffect.LoanOpened(var l, var broken) ->
          loansOpened.put(l.id(), new NewLoan(l, broken, null));
      case LoanEffect.LoanChanged changed -> changed(changed.loan());
      case LoanEffect.LoanClosed(var l, var at, var branch) ->
          ended(l, LoanRow.End.of(LoanEnd.here(at, branch)), now);
      case LoanEffect.LoanClosedElsewhere(var l, var at, var elsewhere) ->
          ended(l, LoanRow.End.of(LoanEnd.elsewhere(at, elsewhere)), now);
      case LoanEffect.LoanUndone(var l, var at) ->
          ended(l, new LoanRow.End(l.at(), l.branch(), null, at), now);
      case LoanEffect.LoanRecorded(var l, var broken, var end) ->
          loansOpened.put(l.id(), new NewLoan(l, broken, LoanRow.End.of(end)));
      case LoanEffect.LoanCorrected(var l, var end, _) -> {
        changed(l);
        ended(l, LoanRow.End.of(end), now);
        loansCorrected.put(l.id(), new EndedLoans.Corrected(l.id(), end.at()));
      }
      case LoanEffect.LoanReopened(var l, _, _) -> reopened(l);
      case PatronEffect p -> patrons.add(p);
      case ItemEffect.ItemMoved m -> itemsMoved.put(m.itemId(), m);
      case ItemEffect.ItemNotFound n -> itemsNotFound.put(n.itemId(), n);
      case ItemEffect.ItemDescribed d -> itemsDescribed.put(d.itemId(), d);
      case ItemEffect.ItemRevised r -> itemsRevised.put(r.itemId(), RevisedRow.of(r));
      case ItemEffect.TransitBegun(var t) -> transports.begun(t);
      case ItemEffect.TransitEnded end -> transports.ended(end);
      case ItemEffect.TransitPacked(var transit, var item, var crate, _) ->
          transports.packed(transit, item, crate);
      case ItemEffect.ItemFloated(var item, var branch, var from, var loan, _) ->
          transports.floated(item, branch, from, loan);
      case ItemEffect.ItemFloatUndone(var item, var branch, var loan, _) ->
          transports.floatUndone(item, branch, loan);
      case BookingEffect booking -> bookings.add(booking);
      case ItemEffect.OthersItemHandedIn _ -> {} // only the outbox reports it
      case OfflineEffect.OfflineRecorded(var t) -> offline.recorded(t);
      case OfflineEffect.OfflineAssigned a -> offline.assigned(a);
      case ItemEffect.ItemCameIn in -> offline.cameIn(in);
      case HoldEffect.HoldPlaced(var h) -> holds.placed(h);
      case HoldEffect.HoldReferenced(var h, var reference) -> holds.referenced(h, reference);
      case HoldEffect.HoldChanged(var h, var at) -> holds.changed(h, at);
      case HoldEffect.PickupNumberGiven(var branch, var number) -> holds.numbered(branch, number);
      case LoanEffect.LoanMarkedOverdue(var l, var step, _) ->
          loansMarkedOverdue.put(l.id(), new OverdueRow(l.id(), step, l.due()));
      case LedgerEffect changed -> ledger.add(changed, LedgerWriter.Made.of(command));
    }
    outbox.add(
        new OutboxRow(Uuids.next(now), now, Json.kind(effect), new JsonText(Json.write(effect))));
  }

  private void changed(LoanFacts l) {
    if (loansOpened.computeIfPresent(l.id(), (_, n) -> n.changed(l)) == null) {
      loansChanged.put(l.id(), l);
    }
  }

  private void ended(LoanFacts l, LoanRow.End end, Instant now) {
    if (loansOpened.computeIfPresent(l.id(), (_, n) -> n.ended(end)) == null) {
      if (loansReopened.remove(l.id())) {
        loansCorrected.put(l.id(), new EndedLoans.Corrected(l.id(), end.returnedAt()));
      }
      loansEnded.put(
          l.id(),
          new EndedLoans.Ended(
              l.id(), end, EndedLoans.anonymisationDay(policy, l.branch(), end.returnedAt(), now)));
    }
  }

  private void reopened(LoanFacts l) {
    if (loansOpened.computeIfPresent(l.id(), (_, n) -> n.changed(l)) == null) {
      loansEnded.remove(l.id());
      loansReopened.add(l.id());
    }
  }

  /** The patrons of the loans that begin and end in this batch. */
  private List<EndedLoans.Recorded> recorded(Instant now) {
    var rows = new ArrayList<EndedLoans.Recorded>();
    for (var n : loansOpened.values()) {
      var l = n.loan();
      var end = n.end();
      if (end != null && end.undoneAt() == null) {
        rows.add(
            new EndedLoans.Recorded(
                l.id(),
                l.itemId(),
                l.branch(),
                end.returnedAt(),
                EndedLoans.anonymisationDay(policy, l.branch(), end.returnedAt(), now),
                LoanRow.Holder.of(l, n.broken())));
      }
    }
    return rows;
  }

  /**
   * Adds the statements: ended loans before new ones; holds before the items that name them, and
   * before the patrons of the loans that fulfilled them.
   */
  void addTo(Pipeline pipeline, Instant now) {
    pipeline
        .write(EndedLoans.ENDED, loansEnded.values())
        .write(EndedLoans.CORRECTED, loansCorrected.values());
    if (!loansReopened.isEmpty()) {
      pipeline.add(EndedLoans.REOPENED, SqlArray.uuids(loansReopened));
    }
    pipeline
        .write(LOANS_OPENED, loansOpened.values().stream().map(NewLoan::row).toList())
        .write(LOANS_CHANGED, loansChanged.values().stream().map(LoanRow.Change::of).toList());
    holds.addTo(pipeline);
    pipeline
        .write(EndedLoans.RECORDED, recorded(now))
        .write(ITEMS_MOVED, itemsMoved.values())
        .write(ITEMS_NOT_FOUND, itemsNotFound.values())
        .write(ITEMS_DESCRIBED, itemsDescribed.values())
        .write(ITEMS_REVISED, itemsRevised.values());
    transports.addTo(pipeline);
    bookings.addTo(pipeline, now);
    offline.addTo(pipeline);
    pipeline.write(LOANS_MARKED_OVERDUE, loansMarkedOverdue.values());
    ledger.addTo(pipeline);
    patrons.addTo(pipeline);
    pipeline.write(OUTBOX, outbox);
  }
}
