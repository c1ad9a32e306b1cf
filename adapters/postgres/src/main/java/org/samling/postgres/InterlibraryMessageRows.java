package org.samling.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.ill.Telling;
import org.samling.core.organisation.TenantId;

/** Writes messages about requests, and whom a request goes to. */
final class InterlibraryMessageRows {

  /** Of the request that was made last: its maker holds the lock under which numbers are given. */
  private static final String ASKED =
      """
      insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, fingerprint, content, note, due_at)
      select r.tenant_id, r.number, e.sequence, e.is_outgoing, e.kind, r.state, r.peer, e.fingerprint, e.content, e.note, e.due_at
      from ill_request r
      cross join (values
        (1, false, 'Request', ?::text, ?::text, null::text, null::timestamptz),
        (2, true, ?::text, null, null, ?::text, now())) e (sequence, is_outgoing, kind, fingerprint, content, note, due_at)
      where r.tenant_id = ? and r.number = (select max(number) from ill_request where tenant_id = ?)
      """;

  private static final String CAME =
      """
      insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, fingerprint, content)
      select r.tenant_id, r.number, coalesce((select max(sequence) from ill_message m
        where m.tenant_id = r.tenant_id and m.request = r.number), 0) + 1, false, ?, r.state, ?, ?, ?
      from ill_request r where r.tenant_id = ? and r.number = ?
      """;

  private static final String REPLY =
      """
      insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, lender, answer, note, due_at)
      select r.tenant_id, r.number, coalesce((select max(sequence) from ill_message m
        where m.tenant_id = r.tenant_id and m.request = r.number), 0) + 1, true, ?, r.state, r.peer, r.lender, ?, ?, now()
      from ill_request r where r.tenant_id = ? and r.number = ? and r.peer is not null
      """;

  private static final String LENDER =
      "insert into ill_lender (tenant_id, request, position, library) values (?, ?, ?, ?)";

  private static final String NEXT_LENDER =
      """
      update ill_request r set lender = l.position, peer = l.library
      from ill_lender l
      where r.tenant_id = ? and r.number = ? and l.tenant_id = r.tenant_id and l.request = r.number
        and l.position = r.lender + 1
      returning l.position
      """;

  private InterlibraryMessageRows() {}

  /** The statement that keeps the message of a request just made, and answers it. */
  static Pipeline asked(TenantId tenant, InterlibraryOrder order, Placement placement) {
    return new Pipeline()
        .add(
            ASKED,
            order.fingerprint(),
            order.message(),
            Telling.REQUEST_RESPONSE.name(),
            placement.reason(),
            tenant.value(),
            tenant.value());
  }

  /** The statement that keeps a message that came. */
  static Pipeline came(TenantId tenant, long request, Incoming incoming) {
    return new Pipeline()
        .add(
            CAME,
            incoming.kind(),
            incoming.peer(),
            incoming.fingerprint(),
            incoming.content(),
            tenant.value(),
            request);
  }

  /** The statement that has the other library told something. */
  static Pipeline reply(TenantId tenant, long request, Reply reply) {
    return new Pipeline()
        .add(REPLY, reply.telling().name(), reply.answer(), reply.note(), tenant.value(), request);
  }

  /** The statements that keep whom a request is sent to. */
  static Pipeline lenders(TenantId tenant, long request, List<String> lenders) {
    var pipeline = new Pipeline();
    for (var i = 0; i < lenders.size(); i++) {
      pipeline.add(LENDER, tenant.value(), request, i + 1, lenders.get(i));
    }
    return pipeline;
  }

  /** Takes a request of one's own to its next lender, if there is one; the transaction goes on. */
  static boolean nextLender(Connection connection, TenantId tenant, InterlibraryRequest request)
      throws SQLException {
    if (request.state() != InterlibraryState.UNFILLED) {
      return request.handling().peer() != null;
    }
    return nextLender(connection, tenant, request.number());
  }

  /** The same, of one that is to become unfilled. */
  static boolean nextLender(Connection connection, TenantId tenant, long request)
      throws SQLException {
    var next = new @Nullable Integer[1];
    new Pipeline()
        .add(row -> next[0] = row.getInt(1), NEXT_LENDER, tenant.value(), request)
        .run(connection);
    return next[0] != null;
  }
}
