package org.samling.postgres.writer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;

/** Gathers a batch's changes to holds. */
final class HoldsWriter {

  private static final RowStatement<HoldRow.New> WRITE =
      RowStatement.of(
          HoldRow.New.class,
          """
          insert into hold (tenant_id, common_record_id, local_record_id, changed_at, {hold})
          select :tenant, c.id, case when c.id is null then e.record_id end, e.changed_at, {e.hold}
          from {rows} left join common_record c on c.id = e.record_id
          """);

  private static final RowStatement<HoldRow.Change> CHANGE =
      RowStatement.of(
          HoldRow.Change.class,
          """
          update hold set changed_at = e.changed_at, {standing = e.standing}
          from {rows} where hold.tenant_id = :tenant and hold.id = e.id
          """);

  /**
   * Unique indexes check each row as it is written, so holds that release their item come first.
   */
  private static final String LET_GO =
      """
      update hold set state = case when state in ('BOUND', 'IN_TRANSIT', 'READY') then 'WAITING' else state end,
        item_id = null, target_item_id = null, pickup_number = null, pickup_until = null, unstopped_pickup_until = null
      from unnest(?) e (id)
      where hold.tenant_id = :tenant and hold.id = e.id
      """;

  private record NumberRow(String branch, int last) {}

  private static final RowStatement<NumberRow> NUMBER =
      RowStatement.of(
          NumberRow.class,
          """
          insert into pickup_counter (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, branch) do update set last = excluded.last
          """);

  private record ReferenceRow(UUID account, String agency, String value, UUID holdId) {}

  private static final RowStatement<ReferenceRow> REFERENCE =
      RowStatement.of(
          ReferenceRow.class,
          """
          insert into hold_reference (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, account, agency, value) do update set hold_id = excluded.hold_id
          """);

  private record Written(HoldFacts hold, Instant at) {}

  private final Map<UUID, Written> placed = new LinkedHashMap<>();
  private final Map<UUID, Written> changed = new LinkedHashMap<>();
  private final Map<String, NumberRow> numbers = new LinkedHashMap<>();
  private final Map<HoldReference, ReferenceRow> references = new LinkedHashMap<>();

  void placed(HoldFacts hold) {
    placed.put(hold.id(), new Written(hold, hold.placedAt()));
  }

  /** Takes a change: a hold placed in this batch is written in its final state. */
  void changed(HoldFacts hold, Instant at) {
    (placed.containsKey(hold.id()) ? placed : changed).put(hold.id(), new Written(hold, at));
  }

  void referenced(UUID hold, HoldReference reference) {
    references.put(
        reference,
        new ReferenceRow(reference.account(), reference.agency(), reference.value(), hold));
  }

  void numbered(String branch, int number) {
    numbers.put(branch, new NumberRow(branch, number));
  }

  void addTo(Pipeline pipeline) {
    pipeline.write(NUMBER, numbers.values());
    if (!changed.isEmpty() && changed.size() + placed.size() > 1 && gains()) {
      pipeline.add(LET_GO, SqlArray.uuids(changed.keySet()));
    }
    pipeline
        .write(CHANGE, rows(changed, HoldRow.Change::of))
        .write(WRITE, rows(placed, HoldRow.New::of))
        .write(REFERENCE, references.values());
  }

  private static <R> List<R> rows(
      Map<UUID, Written> written, BiFunction<HoldFacts, Instant, R> row) {
    return written.values().stream().map(w -> row.apply(w.hold(), w.at())).toList();
  }

  private boolean gains() {
    return Stream.concat(changed.values().stream(), placed.values().stream())
        .map(Written::hold)
        .anyMatch(hold -> hold.state().hasItem() || hold.target() != null);
  }
}
