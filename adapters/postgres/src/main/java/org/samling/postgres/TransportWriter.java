package org.samling.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.TransitFacts;

/** Gathers what a batch changes about how items travel. */
final class TransportWriter {

  private static final String END =
      """
      update transit set ended_at = e.at from unnest(?, ?) e (item_id, at)
      where transit.tenant_id = ? and transit.item_id = e.item_id and transit.ended_at is null
      """;

  private static final String BEGIN =
      """
      insert into transit (tenant_id, id, item_id, from_branch, from_elsewhere, to_branch, hold_id, sent_at, crate)
      select ?, e.id, e.item_id, e.from_branch, e.from_elsewhere, e.to_branch, e.hold_id, e.sent_at, e.crate
      from unnest(?, ?, ?, ?, ?, ?, ?, ?)
        e (item_id, id, from_branch, from_elsewhere, to_branch, hold_id, sent_at, crate)
      """;

  private static final String PACK =
      """
      update transit set crate = e.crate from unnest(?, ?) e (id, crate)
      where transit.tenant_id = ? and transit.id = e.id
      """;

  private static final String FLOAT =
      """
      update item set home_branch = e.branch from unnest(?, ?) e (id, branch)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String FLOATED_FROM =
      """
      update loan set floated_from = e.branch from unnest(?, ?) e (id, branch)
      where loan.tenant_id = ? and loan.id = e.id
      """;

  private final Map<UUID, TransitFacts> begun = new LinkedHashMap<>();
  private final Columns ended = new Columns("uuid", "timestamptz");
  private final Columns packed = new Columns("uuid", "text");
  private final Columns floated = new Columns("uuid", "text");
  private final Columns floatedFrom = new Columns("uuid", "text");

  void begun(TransitFacts transit) {
    begun.put(transit.itemId(), transit);
  }

  /** A way of this batch that ends in it was never there. */
  void ended(UUID item, Instant at) {
    if (begun.remove(item) == null) {
      ended.row(item, at);
    }
  }

  void packed(UUID transit, UUID item, String crate) {
    if (begun.computeIfPresent(item, (_, t) -> t.in(crate)) == null) {
      packed.row(transit, crate);
    }
  }

  /** Where the item belonged before is kept with the loan that its return ended. */
  void floated(UUID item, String branch, String from, @Nullable UUID returnedLoan) {
    floated.row(item, branch);
    if (returnedLoan != null) {
      floatedFrom.row(returnedLoan, from);
    }
  }

  void floatUndone(UUID item, String branch, UUID reopenedLoan) {
    floated.row(item, branch);
    floatedFrom.remove(reopenedLoan);
  }

  /** Adds the statements: what ends before what begins. */
  void addTo(Pipeline pipeline, int tenant) {
    var rows = new Columns("uuid", "uuid", "text", "text", "text", "uuid", "timestamptz", "text");
    for (var t : begun.values()) {
      rows.row(
          t.itemId(), t.id(), t.from(), t.elsewhere(), t.to(), t.holdId(), t.sentAt(), t.crate());
    }
    if (!ended.isEmpty()) {
      pipeline.add(END, ended.before(tenant));
    }
    if (!rows.isEmpty()) {
      pipeline.add(BEGIN, rows.after(tenant));
    }
    if (!packed.isEmpty()) {
      pipeline.add(PACK, packed.before(tenant));
    }
    if (!floated.isEmpty()) {
      pipeline.add(FLOAT, floated.before(tenant));
    }
    if (!floatedFrom.isEmpty()) {
      pipeline.add(FLOATED_FROM, floatedFrom.before(tenant));
    }
  }
}
