package org.samling.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldReference;

/** Gathers what a batch changes about holds. */
final class HoldsWriter {

  private static final String WRITE =
      """
      insert into hold (tenant_id, id, common_record_id, local_record_id, patron_id, pickup_branch, placed_at, expires_at,
        state, changed_at, item_id, type, wanted_item_id, wanted_branch, queue_class, group_id, group_position, paused_from,
        paused_until, target_item_id, pickup_number, pickup_until, unstopped_pickup_until, wanted_volume, wanted_year,
        wanted_issue)
      select ?, e.id, c.id, case when c.id is null then e.record_id end, e.patron_id, e.pickup, e.placed_at, e.expires_at,
        e.state, e.changed_at, e.item_id, e.type, e.wanted_item_id, e.wanted_branch, e.queue_class, e.group_id,
        e.group_position, e.paused_from, e.paused_until, e.target_item_id, e.pickup_number, e.pickup_until, e.unstopped,
        e.wanted_volume, e.wanted_year, e.wanted_issue
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, record_id, patron_id, pickup, placed_at, expires_at, state, changed_at, item_id, type, wanted_item_id,
          wanted_branch, queue_class, group_id, group_position, paused_from, paused_until, target_item_id, pickup_number,
          pickup_until, unstopped, wanted_volume, wanted_year, wanted_issue)
      left join common_record c on c.id = e.record_id
      """;

  private static final String CHANGE =
      """
      update hold set state = e.state, item_id = e.item_id, changed_at = e.changed_at, pickup_branch = e.pickup,
        expires_at = e.expires_at, paused_from = e.paused_from, paused_until = e.paused_until,
        target_item_id = e.target_item_id, pickup_number = e.pickup_number, pickup_until = e.pickup_until,
        unstopped_pickup_until = e.unstopped
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, state, item_id, changed_at, pickup, expires_at, paused_from, paused_until, target_item_id, pickup_number,
          pickup_until, unstopped)
      where hold.tenant_id = ? and hold.id = e.id
      """;

  /** Unique indexes look at each row as it comes, so what is let go is let go first. */
  private static final String LET_GO =
      """
      update hold set state = case when state in ('BOUND', 'IN_TRANSIT', 'READY') then 'WAITING' else state end,
        item_id = null, target_item_id = null, pickup_number = null, pickup_until = null, unstopped_pickup_until = null
      from unnest(?) e (id)
      where hold.tenant_id = ? and hold.id = e.id
      """;

  private static final String NUMBER =
      """
      insert into pickup_counter (tenant_id, branch, last) select ?, * from unnest(?, ?)
      on conflict (tenant_id, branch) do update set last = excluded.last
      """;

  private static final String REFERENCE =
      """
      insert into hold_reference (tenant_id, account, agency, value, hold_id) select ?, * from unnest(?, ?, ?, ?)
      on conflict (tenant_id, account, agency, value) do update set hold_id = excluded.hold_id
      """;

  private record Written(HoldFacts hold, Instant at) {}

  private final Map<UUID, Written> placed = new LinkedHashMap<>();
  private final Map<UUID, Written> changed = new LinkedHashMap<>();
  private final Columns numbers = new Columns("text", "int4");
  private final Map<HoldReference, UUID> references = new LinkedHashMap<>();

  void placed(HoldFacts hold) {
    placed.put(hold.id(), new Written(hold, hold.placedAt()));
  }

  /** Takes a change: a hold of this batch is written as it stands after it. */
  void changed(HoldFacts hold, Instant at) {
    (placed.containsKey(hold.id()) ? placed : changed).put(hold.id(), new Written(hold, at));
  }

  void referenced(UUID hold, HoldReference reference) {
    references.put(reference, hold);
  }

  void numbered(String branch, int number) {
    numbers.row(branch, number);
  }

  void addTo(Pipeline pipeline, int tenant) {
    if (!numbers.isEmpty()) {
      pipeline.add(NUMBER, numbers.after(tenant));
    }
    if (!changed.isEmpty()) {
      if (changed.size() + placed.size() > 1 && gains()) {
        pipeline.add(LET_GO, new Pipeline.Texts("uuid", List.copyOf(changed.keySet())), tenant);
      }
      pipeline.add(CHANGE, changes().before(tenant));
    }
    if (!placed.isEmpty()) {
      pipeline.add(WRITE, wholes().after(tenant));
    }
    if (!references.isEmpty()) {
      var rows = new Columns("uuid", "text", "text", "uuid");
      references.forEach((r, hold) -> rows.row(r.account(), r.agency(), r.value(), hold));
      pipeline.add(REFERENCE, rows.after(tenant));
    }
  }

  private boolean gains() {
    return Stream.concat(changed.values().stream(), placed.values().stream())
        .map(Written::hold)
        .anyMatch(hold -> hold.state().hasItem() || hold.target() != null);
  }

  private Columns changes() {
    var rows =
        new Columns(
            "uuid",
            "text",
            "uuid",
            "timestamptz",
            "text",
            "timestamptz",
            "date",
            "date",
            "uuid",
            "int4",
            "timestamptz",
            "timestamptz");
    for (var written : changed.values()) {
      var hold = written.hold();
      var pause = hold.pause();
      var shelf = hold.shelf();
      rows.row(
          hold.id(),
          hold.state().name(),
          hold.itemId(),
          written.at(),
          hold.pickup(),
          hold.expires(),
          pause == null ? null : pause.from(),
          pause == null ? null : pause.until(),
          hold.target(),
          shelf == null ? null : shelf.number(),
          shelf == null ? null : shelf.until(),
          shelf == null ? null : shelf.unstopped());
    }
    return rows;
  }

  private Columns wholes() {
    var rows =
        new Columns(
            "uuid",
            "uuid",
            "uuid",
            "text",
            "timestamptz",
            "timestamptz",
            "text",
            "timestamptz",
            "uuid",
            "text",
            "uuid",
            "text",
            "int2",
            "uuid",
            "int2",
            "date",
            "date",
            "uuid",
            "int4",
            "timestamptz",
            "timestamptz",
            "text",
            "text",
            "text");
    for (var written : placed.values()) {
      var hold = written.hold();
      var wish = hold.wish();
      var issue = wish.enumeration();
      var pause = hold.pause();
      var shelf = hold.shelf();
      rows.row(
          hold.id(),
          hold.recordId(),
          hold.patronId(),
          hold.pickup(),
          hold.placedAt(),
          hold.expires(),
          hold.state().name(),
          written.at(),
          hold.itemId(),
          wish.type().name(),
          wish.item(),
          wish.branch(),
          wish.queueClass(),
          wish.group(),
          wish.position(),
          pause == null ? null : pause.from(),
          pause == null ? null : pause.until(),
          hold.target(),
          shelf == null ? null : shelf.number(),
          shelf == null ? null : shelf.until(),
          shelf == null ? null : shelf.unstopped(),
          issue == null ? null : issue.volume(),
          issue == null ? null : issue.year(),
          issue == null ? null : issue.issue());
    }
    return rows;
  }
}
