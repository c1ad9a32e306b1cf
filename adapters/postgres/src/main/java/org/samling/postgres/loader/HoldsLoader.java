package org.samling.postgres.loader;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.PickupNumbers;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;
import org.samling.postgres.tables.ItemRow;

/** Loads the holds that a batch of commands is decided on, and the facts that holds need. */
public final class HoldsLoader {

  /** The states of an open hold, worded as in the partial indexes. */
  public static final String OPEN = "('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')";

  /** Selects the columns of holds h of patrons p. */
  static final String COLUMNS =
      """
      select %s, h.record_id, p.name, p.phone, p.branch, p.away_from, p.away_until,
        case when h.type = 'INTER_LIBRARY' then (
          select r.delivery from ill_request r
          where r.tenant_id = h.tenant_id and r.hold_id = h.id and r.is_of_partner) end as delivery,
        (select n.value from patron_identifier n where n.tenant_id = h.tenant_id and n.patron_id = h.patron_id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron
      """
          .formatted(RowStatement.selected(HoldRow.class, "h", ""));

  /**
   * The holds on the titles of the items and holds that the commands name, and the other holds of
   * their groups. An item that is set aside may belong to another title since: its hold, and who
   * waits with it, count too.
   */
  private static final String HOLDS =
      """
      with direct as materialized (
        select h.id, h.group_id from hold h
        where h.tenant_id = :tenant and h.state in %s
          and h.record_id in (
            select i.record_id from item i where i.tenant_id = :tenant and i.barcode = any (:items)
            union all
            select a.record_id from item i join hold a on a.tenant_id = :tenant and a.id = i.hold_id
            where i.tenant_id = :tenant and i.barcode = any (:items)
            union all
            select n.record_id from hold n where n.tenant_id = :tenant and n.id = any (:holds)))
      %s
      from (
        select id from direct
        union
        select g.id from direct d
        join hold g on g.tenant_id = :tenant and g.group_id = d.group_id and g.state in %s
        where d.group_id is not null) wanted
      join hold h on h.tenant_id = :tenant and h.id = wanted.id
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      """
          .formatted(OPEN, COLUMNS, OPEN);

  /** The holds that open loans fulfilled: they are restored when such a loan is undone. */
  private static final String FULFILLED =
      COLUMNS
          + """
          from unnest(:items) wanted (barcode)
          join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
          """
          + FactsLoader.OPEN_LOAN
          + """
          join hold h on h.tenant_id = o.tenant_id and h.id = o.hold_id
          join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
          """;

  /**
   * The items of the titles of these holds or items, those that are set aside first: any of them
   * may take an item's place. What is set aside may belong to another title since.
   */
  private static final String COPIES =
      FactsLoader.ITEM_COLUMNS
          + """
          from (
            select record_id from hold where tenant_id = :tenant and id = any (:holds)
            union
            select a.record_id from hold h join item a on a.tenant_id = :tenant and a.id = h.item_id
            where h.tenant_id = :tenant and h.id = any (:holds)
            union
            select record_id from item where tenant_id = :tenant and barcode = any (:items)) wanted
          cross join lateral (
            select * from item where tenant_id = :tenant and record_id = wanted.record_id
            order by hold_id is null limit :limit) i
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  /** The copies on the shelf of these items' titles, where somebody waits for the title. */
  private static final String FREE_COPIES =
      FactsLoader.ITEM_COLUMNS
          + """
          from (
            select distinct record_id from item w where w.tenant_id = :tenant and w.barcode = any (:items) and exists (
              select from hold h
              where h.tenant_id = w.tenant_id and h.record_id = w.record_id and h.state = 'WAITING')) wanted
          cross join lateral (
            select * from item t where t.tenant_id = :tenant and t.record_id = wanted.record_id
              and t.status in ('AVAILABLE', 'TO_BE_RESHELVED') and t.hold_id is null limit :limit) i
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  private static final String PICKUP_NUMBERS =
      """
      select b.branch, b.last, array(
        select h.pickup_number from hold h
        where h.tenant_id = :tenant and h.pickup_branch = b.branch and h.state = 'READY'
          and h.pickup_number > b.last and h.pickup_number <= b.last + :ahead) as used
      from (
        select branch, case when last + :ahead > 9999 then 0 else last end as last from pickup_counter
        where tenant_id = :tenant and branch = any (:branches)) b
      """;

  private final Set<String> items = new LinkedHashSet<>();
  private final Set<UUID> holds = new LinkedHashSet<>();
  private final Set<String> undoneLoans = new LinkedHashSet<>();
  private final Set<String> leaving = new LinkedHashSet<>();
  private final Set<String> shelves = new LinkedHashSet<>();
  private final Set<String> lent = new LinkedHashSet<>();

  HoldsLoader(List<? extends Command<?>> commands) {
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
        default -> {} // other commands need only the holds of their titles
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
          HoldCommand.SupplyHold _,
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

  /**
   * Adds the statements that load the queues of the titles of the holds and items that the commands
   * name, and what setting an item aside takes.
   *
   * @param queued the barcodes of the items that may be set aside, or whose titles may have holds;
   *     the commands' other items are left out
   */
  void addQueues(Pipeline pipeline, Facts facts, Set<String> queued) {
    var queuedItems = common(items, queued);
    if (!queuedItems.isEmpty() || !holds.isEmpty()) {
      pipeline.each(
          HoldRow.Found.class,
          row -> facts.add(row.facts()),
          HOLDS,
          Parameters.of("items", SqlArray.texts(queuedItems)).and("holds", SqlArray.uuids(holds)));
    }
    var queuedLent = common(lent, queued);
    if (!queuedLent.isEmpty()) {
      pipeline.each(
          ItemRow.Lent.class,
          row -> row.addTo(facts),
          FREE_COPIES,
          Parameters.of("items", SqlArray.texts(queuedLent))
              .and("limit", FactsLoader.MAX_ITEMS_OF_TITLE));
    }
    if (!shelves.isEmpty()) {
      pipeline.each(
          NumbersRow.class,
          row -> facts.add(row.branch(), new PickupNumbers(row.last(), row.used())),
          PICKUP_NUMBERS,
          Parameters.of("branches", SqlArray.texts(shelves)).and("ahead", PickupNumbers.AHEAD));
    }
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    var common = new LinkedHashSet<>(some);
    common.retainAll(others);
    return common;
  }

  /** Adds the statements that load what the commands need besides the queues. */
  void addTo(Pipeline pipeline, Facts facts) {
    if (!undoneLoans.isEmpty()) {
      pipeline.each(
          HoldRow.Found.class,
          row -> facts.add(row.facts()),
          FULFILLED,
          Parameters.of("items", SqlArray.texts(undoneLoans)));
    }
    if (!holds.isEmpty() || !leaving.isEmpty()) {
      pipeline.each(
          ItemRow.Lent.class,
          row -> row.addTo(facts),
          COPIES,
          Parameters.of("items", SqlArray.texts(leaving))
              .and("holds", SqlArray.uuids(holds))
              .and("limit", FactsLoader.MAX_ITEMS_OF_TITLE));
    }
  }

  private record NumbersRow(String branch, int last, Set<Integer> used) {}
}
