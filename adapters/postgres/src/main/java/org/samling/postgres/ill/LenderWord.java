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

/**
 * What a lender's word does to its item here: until when it may stay, and that it is wanted back.
 */
final class LenderWord {

  /** Also of an item that has not come yet. */
  private static final String DUE =
      """
      with said as (
        update ill_request set due_to_lender = :until where tenant_id = :tenant and number = :number returning tenant_id, item_id)
      update item i set due_to_lender = :until from said s where i.tenant_id = s.tenant_id and i.id = s.item_id
      """;

  private LenderWord() {}

  /**
   * Keeps until when the item may stay. Who wants it back and names no day wants it now.
   *
   * @param to how the request is to stand by that word, or null
   * @param due when it has to be back, or null where that is not said
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

  /** What it does to the loan that the item is on here, or null where that is nothing. */
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
