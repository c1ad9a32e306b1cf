package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.RotaChange;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.StepOutcome;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.tables.InterlibraryMessageRows;
import org.samling.postgres.tables.InterlibraryRequestRows;
import org.samling.postgres.tables.InterlibraryRequestRows.StepContext;

/** Changes which libraries are asked next, under the lock of the tenant's writers. */
final class RotaChanges {

  /** The states in which a request can still go to another library. */
  private static final Set<InterlibraryState> CHANGEABLE =
      EnumSet.of(
          InterlibraryState.REQUESTED,
          InterlibraryState.SENT,
          InterlibraryState.EXPECT_TO_SUPPLY,
          InterlibraryState.WILL_SUPPLY,
          InterlibraryState.RETRY_POSSIBLE,
          InterlibraryState.UNFILLED);

  private static final String ASKED =
      """
      select coalesce(lender, 0) as asked, is_of_partner from ill_request where tenant_id = :tenant and number = ?
      """;

  private static final String CLEAR =
      "delete from ill_lender where tenant_id = :tenant and request = ? and position > ?";

  private static final String BEGIN =
      """
      update ill_request set peer = ?, peer_us = coalesce(library, branch), peer_version = ?, lender = 1
      where tenant_id = :tenant and number = ?
      """;

  private RotaChanges() {}

  /** How many lenders were asked. */
  private record AskedRow(int asked, boolean isOfPartner) {}

  static StepOutcome make(Connection connection, TenantId tenant, long number, RotaChange change)
      throws SQLException {
    var look = PostgresInterlibraryRequests.locked(tenant);
    var found = InterlibraryRequestRows.find(look, number);
    var asked = look.optional(AskedRow.class, ASKED, number);
    look.run(connection);
    if (found.get().isEmpty()) {
      connection.commit();
      return new NoSuchRequest();
    }
    var known = found.get().get();
    if (!allows(known, asked.get().orElse(null), change)) {
      connection.commit();
      return new NotAllowed(known);
    }
    var before = asked.get().orElseThrow().asked();
    var pipeline =
        Pipeline.of(tenant)
            .add(CLEAR, number, before)
            .add(
                InterlibraryMessageRows.lenders(
                    tenant, number, before, change.lenders(), change.who()));
    if (before == 0 && !change.lenders().isEmpty()) {
      pipeline
          .add(BEGIN, change.lenders().getFirst(), Peer.VERSION, number)
          .add(sent(number, change.who(), change.lenders().getFirst()))
          .add(PatronNews.of(number));
    }
    var after = InterlibraryRequestRows.get(pipeline, number);
    pipeline.commit(connection);
    return new Done(after.get());
  }

  private static boolean allows(
      InterlibraryRequest known, @Nullable AskedRow row, RotaChange change) {
    return row != null
        && known.side() == Side.BORROWING
        && !row.isOfPartner()
        && CHANGEABLE.contains(known.state())
        && (change.asked() == null || change.asked() == row.asked())
        && row.asked() + change.lenders().size() <= change.most();
  }

  /** The statement that sends a request to its first lender. */
  static Pipeline sent(long number, String who, String lender) {
    return InterlibraryRequestRows.step(
        number, StepContext.of(Side.BORROWING, InterlibraryState.SENT, null, who, lender));
  }
}
