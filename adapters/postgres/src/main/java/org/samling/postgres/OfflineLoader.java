package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.outcome.OfflineEvent;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.organisation.TenantId;

/**
 * Loads what is known of what machines did while the library could not be asked: what was told
 * before, and what happened to the items that are told of.
 */
final class OfflineLoader {

  /** How long ago a transaction may have been done at most, and a day for clocks. */
  private static final Duration LOOKED_BACK = Duration.ofDays(91);

  private static final String TOLD =
      """
      select encode(key, 'hex') as key, outcome from offline_transaction where tenant_id = ? and key = any (?)
      """;

  private static final String ITEMS =
      """
      select i.id, i.came_in_at, i.came_in_branch from item i where i.tenant_id = ? and i.barcode = any (?)
      """;

  /**
   * The loans of the items that may have gone on when something was done that can still be told.
   */
  private static final String LOANS =
      FactsLoader.itemColumns("w")
          + """
          , o.returned_at, o.returned_elsewhere
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          cross join lateral (
            select * from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at is null
            union all
            select * from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at > ?
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
      from unnest(?) wanted (barcode)
      join item i on i.tenant_id = ? and i.barcode = wanted.barcode
      join offline_transaction t on t.tenant_id = i.tenant_id and t.item_id = i.id and t.done_at > ?
      where t.message in ('CHECKIN', 'RENEWAL') and t.state <> 'CONFLICT'
      """;

  private final int tenant;
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();

  OfflineLoader(TenantId tenant, List<? extends Command<?>> commands) {
    this.tenant = tenant.value();
    for (var command : commands) {
      if (command instanceof OfflineCommand offline) {
        keys.add("\\x" + offline.key());
        items.add(offline.item());
      }
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (keys.isEmpty()) {
      return;
    }
    var since = Instant.now().minus(LOOKED_BACK).atOffset(ZoneOffset.UTC);
    var barcodes = FactsLoader.texts(items);
    pipeline
        .add(
            row -> {
              if (Json.readOutcome(row.getString("outcome"))
                  instanceof OfflineOutcome.Recorded told) {
                facts.offline().add(row.getString("key"), told);
              }
            },
            TOLD,
            tenant,
            new Pipeline.Texts("bytea", List.copyOf(keys)))
        .add(
            row ->
                facts
                    .offline()
                    .add(
                        FactsLoader.uuid(row, "id"),
                        FactsLoader.instantOrNull(row, "came_in_at"),
                        row.getString("came_in_branch")),
            ITEMS,
            tenant,
            barcodes)
        .add(row -> takeLoan(row, facts), LOANS, barcodes, tenant, since)
        .add(row -> facts.offline().add(event(row)), EVENTS, barcodes, tenant, since);
  }

  private static void takeLoan(ResultSet row, Facts facts) throws SQLException {
    var item = FactsLoader.uuid(row, "id");
    var returned = FactsLoader.instantOrNull(row, "returned_at");
    var elsewhere = row.getString("returned_elsewhere");
    var place = elsewhere == null ? row.getString("returned_branch") : elsewhere;
    var end =
        returned == null || place == null ? null : new LoanEnd(returned, place, elsewhere != null);
    if (row.getObject("patron_id", UUID.class) != null) {
      facts.offline().add(FactsLoader.loan(row, item), end);
    } else if (end != null) {
      facts
          .offline()
          .addDetached(
              item,
              FactsLoader.uuid(row, "loan_id"),
              FactsLoader.instant(row, "lent_at"),
              row.getString("lent_branch"),
              end);
    }
  }

  private static OfflineEvent event(ResultSet row) throws SQLException {
    var due = FactsLoader.instantOrNull(row, "due_at");
    return new OfflineEvent(
        FactsLoader.uuid(row, "id"),
        FactsLoader.uuid(row, "item_id"),
        OfflineTransaction.Message.valueOf(row.getString("message")),
        row.getObject("patron_id", UUID.class),
        row.getString("branch"),
        FactsLoader.instant(row, "done_at"),
        FactsLoader.instantOrNull(row, "returned_at"),
        due == null
            ? null
            : new OfflineTransaction.Due(due, FactsLoader.instantOrNull(row, "unstopped_due_at")),
        row.getObject("loan_id", UUID.class),
        FactsLoader.instantOrNull(row, "due_before"));
  }
}
