package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.PickupNumbers;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.Wish;
import org.samling.core.organisation.TenantId;

/** Loads the holds that a batch of commands is decided on, and what holds ask about. */
final class HoldsLoader {

  /** The state of a hold that is open, as the partial indexes have it. */
  static final String OPEN = "('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')";

  /** What is asked of holds h of patrons p. */
  static final String COLUMNS =
      """
      select h.id, h.record_id, h.patron_id, h.pickup_branch, h.placed_at, h.expires_at, h.state, h.item_id, h.type,
        h.wanted_item_id, h.wanted_branch, h.wanted_volume, h.wanted_year, h.wanted_issue, h.queue_class, h.group_id, h.group_position, h.paused_from, h.paused_until,
        h.target_item_id, h.pickup_number, h.pickup_until, h.unstopped_pickup_until, p.name, p.phone, p.branch, p.away_from,
        p.away_until,
        (select n.value from patron_identifier n where n.tenant_id = h.tenant_id and n.patron_id = h.patron_id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron
      """;

  /**
   * The holds of the titles of the items and holds that the commands name, and those that go
   * together with them.
   */
  private static final String HOLDS =
      """
      with direct as materialized (
        select h.id, h.group_id from hold h
        where h.tenant_id = ? and h.state in %s
          and h.record_id in (
            select i.record_id from item i where i.tenant_id = ? and i.barcode = any (?)
            union all
            select n.record_id from hold n where n.tenant_id = ? and n.id = any (?)))
      %s
      from (
        select id from direct
        union
        select g.id from direct d
        join hold g on g.tenant_id = ? and g.group_id = d.group_id and g.state in %s
        where d.group_id is not null) wanted
      join hold h on h.tenant_id = ? and h.id = wanted.id
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      """
          .formatted(OPEN, COLUMNS, OPEN);

  /** The holds that open loans fulfilled: they come back where such a loan is undone. */
  private static final String FULFILLED =
      COLUMNS
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          """
          + FactsLoader.OPEN_LOAN
          + """
          join hold h on h.tenant_id = o.tenant_id and h.id = o.hold_id
          join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
          """;

  /** All items of the titles of these holds, or of these items: what may take an item's place. */
  private static final String COPIES =
      FactsLoader.ITEM_COLUMNS
          + """
          from (
            select record_id from hold where tenant_id = ? and id = any (?)
            union
            select record_id from item where tenant_id = ? and barcode = any (?)) wanted
          cross join lateral (
            select * from item where tenant_id = ? and record_id = wanted.record_id limit ?) i
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  /** What of the titles of these items stands on a shelf, where somebody waits for the title. */
  private static final String FREE_COPIES =
      FactsLoader.ITEM_COLUMNS
          + """
          from (
            select distinct record_id from item w where w.tenant_id = ? and w.barcode = any (?) and exists (
              select from hold h
              where h.tenant_id = w.tenant_id and h.record_id = w.record_id and h.state = 'WAITING')) wanted
          cross join lateral (
            select * from item t where t.tenant_id = ? and t.record_id = wanted.record_id
              and t.status in ('AVAILABLE', 'TO_BE_RESHELVED') and t.hold_id is null limit ?) i
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  private static final String PICKUP_NUMBERS =
      """
      select b.branch, b.last, array(
        select h.pickup_number from hold h
        where h.tenant_id = ? and h.pickup_branch = b.branch and h.state = 'READY'
          and h.pickup_number > b.last and h.pickup_number <= b.last + ?) as used
      from (
        select branch, case when last + ? > 9999 then 0 else last end as last from pickup_counter
        where tenant_id = ? and branch = any (?)) b
      """;

  private final int tenant;
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<UUID> holds = new LinkedHashSet<>();
  private final Set<String> undoneLoans = new LinkedHashSet<>();
  private final Set<String> leaving = new LinkedHashSet<>();
  private final Set<String> shelves = new LinkedHashSet<>();
  private final Set<String> lent = new LinkedHashSet<>();

  HoldsLoader(TenantId tenant, List<? extends Command<?>> commands) {
    this.tenant = tenant.value();
    for (var command : commands) {
      var isPlaced =
          command instanceof HoldCommand.PlaceItemHold || command instanceof HoldCommand.RecordHold;
      if (command.item() != null && !isPlaced) {
        items.add(command.item());
      }
      switch (command) {
        case LoanCommand.Checkout c -> lent.add(c.item());
        case LoanCommand.Renew c -> lent.add(c.item());
        case OfflineCommand.OfflineCheckout c -> lent.add(c.item());
        case OfflineCommand.OfflineRenewal c -> lent.add(c.item());
        case LoanCommand.Checkin c -> shelves.add(c.origin().branch());
        case LoanCommand.CheckinSet c -> shelves.add(c.origin().branch());
        case OfflineCommand.OfflineCheckin c -> shelves.add(c.origin().branch());
        case LoanCommand.UndoCheckout c -> {
          undoneLoans.add(c.item());
          shelves.add(c.origin().branch());
        }
        case ItemCommand.ReadyItem c -> shelves.add(c.origin().branch());
        case ItemCommand.WithdrawItem c -> leaving.add(c.item());
        case ItemCommand.MarkMissing c -> leaving.add(c.item());
        case HoldCommand<?> c -> want(c);
        default -> {} // other commands ask no more of holds than those of their titles
      }
    }
  }

  private void want(HoldCommand<?> command) {
    var hold = command.hold();
    if (hold != null) {
      holds.add(hold);
    }
    switch (command) {
      case HoldCommand.ShelveHold c -> shelves.add(c.origin().branch());
      case HoldCommand.RecordHold c -> shelves.add(c.placing().pickup());
      case HoldCommand.ReportNotFound c -> leaving.add(c.item());
      case HoldCommand.PlaceHold _,
          HoldCommand.PlaceItemHold _,
          HoldCommand.PlaceHolds _,
          HoldCommand.ChangeHold _,
          HoldCommand.PauseHold _,
          HoldCommand.ChangeHoldOnTitle _,
          HoldCommand.CancelHold _,
          HoldCommand.CancelHoldById _,
          HoldCommand.ExpireHold _,
          HoldCommand.TargetHold _,
          HoldCommand.ReschedulePickup _ -> {}
    }
  }

  /** Adds the statements that load what the commands ask of holds. */
  void addTo(Pipeline pipeline, Facts facts) {
    var barcodes = FactsLoader.texts(items);
    var ids = new Pipeline.Texts("uuid", List.copyOf(holds));
    if (!items.isEmpty() || !holds.isEmpty()) {
      pipeline.add(
          row -> facts.add(hold(row)),
          HOLDS,
          tenant,
          tenant,
          barcodes,
          tenant,
          ids,
          tenant,
          tenant);
    }
    if (!undoneLoans.isEmpty()) {
      pipeline.add(row -> facts.add(hold(row)), FULFILLED, FactsLoader.texts(undoneLoans), tenant);
    }
    if (!holds.isEmpty() || !leaving.isEmpty()) {
      pipeline.add(
          row -> FactsLoader.takeItem(row, facts),
          COPIES,
          tenant,
          ids,
          tenant,
          FactsLoader.texts(leaving),
          tenant,
          FactsLoader.MAX_ITEMS_OF_TITLE);
    }
    if (!lent.isEmpty()) {
      pipeline.add(
          row -> FactsLoader.takeItem(row, facts),
          FREE_COPIES,
          tenant,
          FactsLoader.texts(lent),
          tenant,
          FactsLoader.MAX_ITEMS_OF_TITLE);
    }
    if (!shelves.isEmpty()) {
      pipeline.add(
          row -> facts.add(row.getString("branch"), pickupNumbers(row)),
          PICKUP_NUMBERS,
          tenant,
          PickupNumbers.AHEAD,
          PickupNumbers.AHEAD,
          tenant,
          FactsLoader.texts(shelves));
    }
  }

  private static PickupNumbers pickupNumbers(ResultSet row) throws SQLException {
    var used = new HashSet<Integer>();
    for (var number : (Integer[]) row.getArray("used").getArray()) {
      used.add(number);
    }
    return new PickupNumbers(row.getInt("last"), used);
  }

  static HoldFacts hold(ResultSet row) throws SQLException {
    var patron = row.getString("patron");
    return new HoldFacts(
        FactsLoader.uuid(row, "id"),
        FactsLoader.uuid(row, "record_id"),
        FactsLoader.uuid(row, "patron_id"),
        patron == null ? "" : patron,
        row.getString("name"),
        row.getString("phone"),
        row.getString("branch"),
        FactsLoader.absence(row),
        new Wish(
            HoldType.valueOf(row.getString("type")),
            row.getObject("wanted_item_id", UUID.class),
            row.getString("wanted_branch"),
            Enumeration.of(
                row.getString("wanted_volume"),
                row.getString("wanted_year"),
                row.getString("wanted_issue")),
            row.getInt("queue_class"),
            row.getObject("group_id", UUID.class),
            row.getInt("group_position")),
        row.getString("pickup_branch"),
        FactsLoader.instant(row, "placed_at"),
        FactsLoader.instantOrNull(row, "expires_at"),
        pause(row),
        HoldState.valueOf(row.getString("state")),
        row.getObject("item_id", UUID.class),
        row.getObject("target_item_id", UUID.class),
        shelf(row));
  }

  /** The place of a hold on the hold shelf, or null. */
  static HoldFacts.@Nullable Shelf shelf(ResultSet row) throws SQLException {
    var until = FactsLoader.instantOrNull(row, "pickup_until");
    return until == null
        ? null
        : new HoldFacts.Shelf(
            row.getInt("pickup_number"),
            until,
            FactsLoader.instantOrNull(row, "unstopped_pickup_until"));
  }

  /** When a hold lets others go first, or null. */
  static HoldFacts.@Nullable Pause pause(ResultSet row) throws SQLException {
    var from = row.getObject("paused_from", LocalDate.class);
    return from == null
        ? null
        : new HoldFacts.Pause(from, row.getObject("paused_until", LocalDate.class));
  }
}
