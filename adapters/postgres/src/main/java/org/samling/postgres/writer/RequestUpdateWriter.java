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
import org.samling.core.circulation.effect.LoanEffect;
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
            returning r.tenant_id, r.number, r.state, r.peer, r.lender, e.telling, null::text as remark,
                null::timestamptz as tell_from, e.at, e.who),
          %s
          insert into ill_event (tenant_id, request, sequence, at, who, state)
          select tenant_id, number, (select max(sequence) + 1 from ill_event e
            where e.tenant_id = stepped.tenant_id and e.request = stepped.number), at, who, state from stepped
          """
              .formatted(InterlibraryRequestRows.TOLD));

  /**
   * A loan whose lender is asked to renew.
   *
   * @param itemId the item
   */
  private record AskedRow(UUID itemId, Instant at, String who) {}

  /** A lender that was asked and has not answered is not asked again. */
  private static final RowStatement<AskedRow> ASK =
      RowStatement.of(
          AskedRow.class,
          """
          with asked as (
            update ill_request r set renewal = 'ASKED'
            from {rows} join item i on i.tenant_id = :tenant and i.id = e.item_id
            where r.tenant_id = :tenant and r.barcode = i.barcode and r.item_id = i.id and r.side = 'BORROWING'
              and r.peer is not null and r.renewal is distinct from 'ASKED'
            returning r.tenant_id, r.number, r.item_id, r.state, r.peer, r.lender, e.at, e.who),
          marked as (
            update item i set lender_renewal = 'ASKED' from asked a where i.tenant_id = a.tenant_id and i.id = a.item_id),
          told as (
            insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, lender, due_at)
            select tenant_id, number, coalesce((select max(sequence) from ill_message m
              where m.tenant_id = asked.tenant_id and m.request = asked.number), 0) + 1, true, 'RENEW', state, peer, lender, now()
            from asked)
          insert into ill_event (tenant_id, request, sequence, at, who, state, note)
          select tenant_id, number, (select max(sequence) + 1 from ill_event e
            where e.tenant_id = asked.tenant_id and e.request = asked.number), at, who, state, 'asked to renew' from asked
          """);

  /** By item: of several who ask in a batch the lender hears once. */
  private final Map<UUID, AskedRow> asked = new LinkedHashMap<>();

  /** A request that takes several steps in a batch takes one per statement. */
  private final List<Map<String, StepRow>> rounds = new ArrayList<>();

  private final Map<UUID, Integer> steps = new HashMap<>();

  void add(Effect effect, String who) {
    if (effect instanceof LoanEffect.LenderAsked(var loan, var at)) {
      asked.put(loan.itemId(), new AskedRow(loan.itemId(), at, who));
    }
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
    pipeline.write(ASK, asked.values());
  }
}
