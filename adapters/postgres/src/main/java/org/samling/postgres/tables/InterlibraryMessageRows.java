package org.samling.postgres.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;

/** Writes the messages about interlibrary requests, and a request's lenders. */
public final class InterlibraryMessageRows {

  /** What is held for a library comes, unless something gets in the way: it is told so. */
  private static final String TOLD_STATE =
      "case when r.side = 'LENDING' and r.state = 'REQUESTED' and r.hold_id is not null then 'EXPECT_TO_SUPPLY' else r.state end";

  /** Of the newest request: whoever made it holds the lock under which numbers are assigned. */
  private static final String ASKED =
      """
      insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, fingerprint, content, note, due_at)
      select r.tenant_id, r.number, e.sequence, e.is_outgoing, e.kind, %s, r.peer, e.fingerprint, e.content, e.note, e.due_at
      from ill_request r
      cross join (values
        (1, false, 'Request', :fingerprint::text, :content::text, null::text, null::timestamptz),
        (2, true, :kind::text, null, null, :note::text, now())) e (sequence, is_outgoing, kind, fingerprint, content, note, due_at)
      where r.tenant_id = :tenant and r.number = (select max(number) from ill_request where tenant_id = :tenant)
      """
          .formatted(TOLD_STATE);

  private static final String CAME =
      """
      insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, fingerprint, content)
      select r.tenant_id, r.number, coalesce((select max(sequence) from ill_message m
        where m.tenant_id = r.tenant_id and m.request = r.number), 0) + 1, false, :kind, r.state, :peer, :fingerprint, :content
      from ill_request r where r.tenant_id = :tenant and r.number = :request
      """;

  private static final String REPLY_TO =
      "update ill_request set peer_reply_to = :address where tenant_id = :tenant and number = :request and peer is not null";

  private static final String REPLY =
      """
      insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, lender, answer, note, due_at)
      select r.tenant_id, r.number, coalesce((select max(sequence) from ill_message m
        where m.tenant_id = r.tenant_id and m.request = r.number), 0) + 1, true, :kind, %s, r.peer, r.lender, :answer, :note, now()
      from ill_request r where r.tenant_id = :tenant and r.number = :request and r.peer is not null
      """
          .formatted(TOLD_STATE);

  private static final String LENDER =
      "insert into ill_lender (tenant_id, request, position, library, put_by) values (:tenant, ?, ?, ?, ?)";

  /**
   * A partner that has as many requests as were agreed, or whose agreement has ended, is left out.
   */
  private static final String NEXT_LENDER =
      """
      update ill_request r set lender = l.position, peer = l.library, peer_reply_to = null, retry_of = null, offer_reason = null,
        offer_condition = null, offer_cost = null, offer_currency = null, offer_retry = null, offer_expected = null
      from ill_lender l
      where r.tenant_id = :tenant and r.number = ? and l.tenant_id = r.tenant_id and l.request = r.number
        and l.position = (
          select min(n.position) from ill_lender n
          where n.tenant_id = r.tenant_id and n.request = r.number and n.position > r.lender
            and (not r.is_of_partner or exists (
              select from hold_agreement a join tenant t on t.id = a.other_id and t.code = n.library
              where a.tenant_id = r.tenant_id and a.side = 'HOME' and a.state = 'ACCEPTED' and a.most > (
                select count(*) from ill_request o
                where o.tenant_id = r.tenant_id and o.side = 'BORROWING' and o.is_of_partner and o.peer = n.library
                  and o.state in %s))))
      returning l.position
      """
          .formatted(InterlibraryHolds.OPEN_AT_PARTNER);

  /** What is far above the positions of a rota. */
  private static final int OUT_OF_THE_WAY = 1_000_000;

  /** The lender is asked once more, by another number: it stands in the rota a second time. */
  private static final List<String> ASK_AGAIN =
      List.of(
          "update ill_lender l set position = position + :away from ill_request r where l.tenant_id = :tenant"
              + " and l.request = :request and r.tenant_id = l.tenant_id and r.number = l.request and l.position > r.lender",
          "insert into ill_lender (tenant_id, request, position, library) select tenant_id, number, lender + 1, peer"
              + " from ill_request where tenant_id = :tenant and number = :request",
          "update ill_lender set position = position - :away + 1 where tenant_id = :tenant and request = :request"
              + " and position > :away",
          "update ill_request set retry_of = lender, lender = lender + 1 where tenant_id = :tenant and number = :request");

  private InterlibraryMessageRows() {}

  /** The statement that stores the message of a request just made, and its response. */
  public static Pipeline asked(InterlibraryOrder order, Placement placement) {
    return new Pipeline()
        .add(
            ASKED,
            Parameters.of("fingerprint", order.fingerprint())
                .and("content", order.message())
                .and("kind", PeerNotice.REQUEST_RESPONSE)
                .and("note", placement.reason()));
  }

  /** The statement that stores a received message. */
  public static Pipeline storeReceived(TenantId tenant, long request, Incoming incoming) {
    return Pipeline.of(tenant)
        .add(
            CAME,
            Parameters.of("request", request)
                .and("kind", incoming.kind())
                .and("peer", incoming.peer())
                .and("fingerprint", incoming.fingerprint())
                .and("content", incoming.content()));
  }

  /** The statement that stores where the other library wants its answers. */
  public static Pipeline replyTo(long request, String address) {
    return new Pipeline().add(REPLY_TO, Parameters.of("request", request).and("address", address));
  }

  /** The statement that queues a message to the other library. */
  public static Pipeline reply(long request, Reply reply) {
    return new Pipeline()
        .add(
            REPLY,
            Parameters.of("request", request)
                .and("kind", reply.telling())
                .and("answer", reply.answer())
                .and("note", reply.note()));
  }

  /**
   * The statements that store lenders of a request.
   *
   * @param before how many stand before them
   * @param by who put them there later, or null
   */
  public static Pipeline lenders(
      TenantId tenant, long request, int before, List<String> lenders, @Nullable String by) {
    var pipeline = Pipeline.of(tenant);
    for (var i = 0; i < lenders.size(); i++) {
      pipeline.add(LENDER, request, before + i + 1, lenders.get(i), by);
    }
    return pipeline;
  }

  /**
   * Moves a borrowing request to its next lender, if there is one, and leaves the transaction open.
   */
  public static boolean nextLender(
      Connection connection, TenantId tenant, InterlibraryRequest request) throws SQLException {
    if (request.state() == InterlibraryState.RETRY_POSSIBLE) {
      askAgain(tenant, request.number()).run(connection);
      return true;
    }
    if (request.state() != InterlibraryState.UNFILLED) {
      return request.handling().peer() != null;
    }
    return nextLender(connection, tenant, request.number());
  }

  /** The statements by which the lender whose terms are accepted is the next that is asked. */
  public static Pipeline askAgain(TenantId tenant, long request) {
    var pipeline = Pipeline.of(tenant);
    ASK_AGAIN.forEach(
        sql -> pipeline.add(sql, Parameters.of("request", request).and("away", OUT_OF_THE_WAY)));
    return pipeline;
  }

  /** The same, for a request that is about to become unfilled. */
  public static boolean nextLender(Connection connection, TenantId tenant, long request)
      throws SQLException {
    var pipeline = Pipeline.of(tenant);
    var isNext = pipeline.any(NEXT_LENDER, request);
    pipeline.run(connection);
    return isNext.get();
  }
}
