package org.samling.postgres.loader;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.outcome.OfflineEvent;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Prefix;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.LoanRow;

/**
 * Loads what is known about offline transactions: those reported before, and what happened to the
 * items of those reported now.
 */
final class OfflineLoader {

  /** The greatest age of a transaction, plus a day for clocks that differ. */
  private static final Duration LOOKED_BACK = Duration.ofDays(91);

  private static final String TOLD =
      """
      select encode(key, 'hex') as key, outcome from offline_transaction where tenant_id = :tenant and key = any (:keys)
      """;

  private static final String ITEMS =
      """
      select i.id, i.came_in_at, i.came_in_branch from item i where i.tenant_id = :tenant and i.barcode = any (:items)
      """;

  /**
   * The loans of these items that may have been open at the time of a transaction that can still be
   * reported.
   */
  private static final String LOANS =
      FactsLoader.itemColumns("w")
          + """
          , o.returned_at, o.returned_branch, o.returned_elsewhere
          from unnest(:items) wanted (barcode)
          join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          cross join lateral (
            select * from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at is null
            union all
            select * from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at > :since
              and undone_at is null) o
          left join loan_history h on h.tenant_id = o.tenant_id and h.loan_id = o.id
          cross join lateral (
            select coalesce(o.patron_id, h.patron_id) as patron_id, coalesce(o.hold_id, h.hold_id) as hold_id,
              coalesce(h.hold_was_set_aside, o.hold_was_set_aside) as hold_was_set_aside) w
          """;

  private static final String EVENTS =
      """
      select t.id, t.item_id, t.message, t.patron_id, t.branch, t.done_at, t.returned_at, t.due_at, t.unstopped_due_at,
        t.loan_id, t.due_before
      from unnest(:items) wanted (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
      join offline_transaction t on t.tenant_id = i.tenant_id and t.item_id = i.id and t.done_at > :since
      where t.message in ('CHECKIN', 'RENEWAL') and t.state <> 'CONFLICT'
      """;

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();

  OfflineLoader(List<? extends Command<?>> commands) {
    for (var command : commands) {
      if (command instanceof OfflineCommand offline) {
        keys.add(offline.key());
        items.add(offline.item());
      }
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (keys.isEmpty()) {
      return;
    }
    var named =
        Parameters.of("keys", SqlArray.bytes(keys.stream().map(HexFormat.of()::parseHex).toList()))
            .and("items", SqlArray.texts(items))
            .and("since", Instant.now().minus(LOOKED_BACK));
    pipeline
        .each(ToldRow.class, row -> row.addTo(facts), TOLD, named)
        .each(
            CameInRow.class,
            row -> facts.offline().add(row.id(), row.cameInAt(), row.cameInBranch()),
            ITEMS,
            named)
        .each(LoanOfItem.class, row -> row.addTo(facts), LOANS, named)
        .each(EventRow.class, row -> facts.offline().add(row.event()), EVENTS, named);
  }

  private record ToldRow(String key, JsonText outcome) {

    void addTo(Facts facts) {
      if (Json.readOutcome(outcome.json()) instanceof OfflineOutcome.Recorded told) {
        facts.offline().add(key, told);
      }
    }
  }

  private record CameInRow(UUID id, @Nullable Instant cameInAt, @Nullable String cameInBranch) {}

  private record LoanOfItem(
      @Prefix("loan_") LoanRow.Found loan,
      @Nullable Instant returnedAt,
      @Nullable String returnedBranch,
      @Nullable String returnedElsewhere) {

    void addTo(Facts facts) {
      var end = end();
      if (loan.patronId() != null) {
        facts.offline().add(loan.facts(), end);
      } else if (end != null) {
        var row = loan.loan();
        facts.offline().addDetached(row.itemId(), row.id(), row.lentAt(), row.lentBranch(), end);
      }
    }

    private @Nullable LoanEnd end() {
      var place = returnedElsewhere == null ? returnedBranch : returnedElsewhere;
      return returnedAt == null || place == null
          ? null
          : new LoanEnd(returnedAt, place, returnedElsewhere != null);
    }
  }

  private record EventRow(
      UUID id,
      UUID itemId,
      OfflineTransaction.Message message,
      @Nullable UUID patronId,
      String branch,
      Instant doneAt,
      @Nullable Instant returnedAt,
      @Nullable Instant dueAt,
      @Nullable Instant unstoppedDueAt,
      @Nullable UUID loanId,
      @Nullable Instant dueBefore) {

    OfflineEvent event() {
      return new OfflineEvent(
          id,
          itemId,
          message,
          patronId,
          branch,
          doneAt,
          returnedAt,
          dueAt == null ? null : new OfflineTransaction.Due(dueAt, unstoppedDueAt),
          loanId,
          dueBefore);
    }
  }
}
