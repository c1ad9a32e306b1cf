package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.tables.InterlibraryHolds;

/** What a lender's message does to its item here: until when the item may stay, and recalls. */
final class LenderMessage {

  /** Applies to an item that has not arrived yet, too. */
  private static final String DUE =
      """
      with said as (
        update ill_request set due_to_lender = :until where tenant_id = :tenant and number = :number returning tenant_id, item_id)
      update item i set due_to_lender = :until from said s where i.tenant_id = s.tenant_id and i.id = s.item_id
      """;

  private LenderMessage() {}

  /**
   * Stores until when the item may stay. A recall without a date wants it back now.
   *
   * @param to the state that the message puts the request in, or null
   * @param due when the item has to be back, or null where the message does not say
   */
  static void keep(
      Connection connection,
      TenantId tenant,
      InterlibraryRequest request,
      @Nullable InterlibraryState to,
      @Nullable Instant due)
      throws SQLException {
    if (request.side() != Side.BORROWING || (due == null && to != InterlibraryState.RECALLED)) {
      return;
    }
    Pipeline.of(tenant)
        .add(
            DUE,
            Parameters.of("until", due == null ? Instant.now() : due)
                .and("number", request.number()))
        .run(connection);
  }

  /** The command for the loan that the item is on here, or null where nothing changes. */
  static @Nullable Command<?> follow(
      TenantId tenant,
      InterlibraryRequest request,
      @Nullable InterlibraryState to,
      @Nullable Instant due,
      String who) {
    var item = request.handling().item();
    var branch = request.handling().branch();
    if (request.side() != Side.BORROWING
        || item == null
        || branch == null
        || request.handling().hold() == null) {
      return null;
    }
    var origin = InterlibraryHolds.origin(tenant, who, branch);
    return to == InterlibraryState.RECALLED
        ? new LoanCommand.Recall(origin, item)
        : due == null ? null : new LoanCommand.Reschedule(origin, item);
  }
}
