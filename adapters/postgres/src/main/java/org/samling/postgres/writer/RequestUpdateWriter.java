package org.samling.postgres.writer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.RequestUpdate;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.tables.InterlibraryRequestRows;

/** Moves interlibrary requests along with a batch's changes to their holds and loans. */
final class RequestUpdateWriter {

  /**
   * A step of a request.
   *
   * @param cameFrom the states that it may be in, separated by commas
   */
  private record StepRow(
      UUID holdId,
      @Nullable UUID itemId,
      Side side,
      String cameFrom,
      InterlibraryState state,
      @Nullable PeerNotice telling,
      Instant at,
      String who) {}

  private static final RowStatement<StepRow> FOLLOW =
      RowStatement.of(
          StepRow.class,
          """
          with stepped as (
            update ill_request r set state = e.state, changed_at = e.at, item_id = coalesce(e.item_id, r.item_id),
              barcode = coalesce((select i.barcode from item i where i.tenant_id = r.tenant_id and i.id = e.item_id), r.barcode)
            from {rows}
            where r.tenant_id = :tenant and r.hold_id = e.hold_id and r.side = e.side
              and r.state = any (string_to_array(e.came_from, ','))
            returning r.tenant_id, r.number, r.state, r.peer, r.lender, e.telling, null::text as remark, e.at, e.who),
          %s
          insert into ill_event (tenant_id, request, sequence, at, who, state)
          select tenant_id, number, (select max(sequence) + 1 from ill_event e
            where e.tenant_id = stepped.tenant_id and e.request = stepped.number), at, who, state from stepped
          """
              .formatted(InterlibraryRequestRows.TOLD));

  /** A request that takes several steps in a batch takes one per statement. */
  private final List<Map<String, StepRow>> rounds = new ArrayList<>();

  private final Map<UUID, Integer> steps = new HashMap<>();

  void add(Effect effect, String who) {
    RequestUpdate.of(effect).ifPresent(following -> add(following, who));
  }

  private void add(RequestUpdate following, String who) {
    var hold = following.hold();
    var round = steps.merge(hold, 1, Integer::sum);
    if (rounds.size() < round) {
      rounds.add(new LinkedHashMap<>());
    }
    for (var way : following.steps()) {
      rounds
          .get(round - 1)
          .put(
              hold + " " + way.side() + " " + way.to(),
              new StepRow(
                  hold,
                  following.item(),
                  way.side(),
                  way.from().stream().map(Enum::name).collect(Collectors.joining(",")),
                  way.to(),
                  PeerNotice.of(way.side(), way.to()),
                  following.at(),
                  who));
    }
  }

  void addTo(Pipeline pipeline) {
    rounds.forEach(round -> pipeline.write(FOLLOW, round.values()));
  }
}
