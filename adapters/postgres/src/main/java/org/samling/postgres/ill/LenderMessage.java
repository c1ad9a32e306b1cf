package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.SupplyTerms;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.tables.InterlibraryRequestRows;

/**
 * What a lender's message does to its item here: the date by which it must go back, recalls,
 * renewals, and notices to the patron.
 */
final class LenderMessage {

  /** Applies to an item that has not arrived yet, too. */
  private static final String DUE =
      """
      with said as (
        update ill_request set due_to_lender = :until, renewal = coalesce(:renewal, nullif(renewal, 'REFUSED'))
        where tenant_id = :tenant and number = :number returning tenant_id, item_id, renewal)
      update item i set due_to_lender = :until, lender_renewal = s.renewal
      from said s where i.tenant_id = s.tenant_id and i.id = s.item_id
      """;

  /** Read by the notices: of a loan that goes on its patron hears, of a copy who asked for it. */
  private static final String NEWS =
      """
      insert into outbox (tenant_id, id, at, kind, payload)
      select r.tenant_id, :id, now(), 'lender-answered', jsonb_build_object('request', r.number, 'message', :message::text,
        'patron', p.patron_id, 'branch', r.branch, 'loan', p.loan_id)
      from ill_request r
      join lateral (
        select o.patron_id, o.id as loan_id from loan o
        where o.tenant_id = r.tenant_id and o.item_id = r.item_id and o.returned_at is null
        union all
        select n.patron_id, null from patron_identifier n
        where r.service = 'COPY' and n.tenant_id = r.tenant_id and n.value = r.patron
        limit 1) p on true
      where r.tenant_id = :tenant and r.number = :number and r.branch is not null
      """;

  private final TenantId tenant;
  private final InterlibraryRequest request;
  private final @Nullable InterlibraryState to;
  private final SupplyTerms terms;

  /**
   * A message about a request.
   *
   * @param to the state that the message puts the request in, or null
   * @param terms what it says of the lender's terms
   */
  LenderMessage(
      TenantId tenant,
      InterlibraryRequest request,
      @Nullable InterlibraryState to,
      SupplyTerms terms) {
    this.tenant = tenant;
    this.request = request;
    this.to = to;
    this.terms = terms;
  }

  /** Whether the lender answers that it was asked to renew: once. */
  private boolean answers() {
    return request.side() == Side.BORROWING
        && terms.renewal() != null
        && request.handling().terms().renewal() == LenderRenewal.ASKED;
  }

  private boolean isGranted() {
    return answers() && terms.renewal() == LenderRenewal.GRANTED;
  }

  /** Stores the lender's terms. A recall without a date wants the item back now. */
  void keep(Connection connection) throws SQLException {
    var pipeline = Pipeline.of(tenant).add(InterlibraryRequestRows.terms(request.number(), terms));
    if (request.side() == Side.BORROWING) {
      var due = request.handling().terms().due();
      var until = until(due);
      if (answers() || until.isPresent()) {
        pipeline.add(
            DUE,
            Parameters.of("until", isGranted() ? terms.due() : until.orElse(due))
                .and("renewal", answers() ? terms.renewal() : null)
                .and("number", request.number()));
      }
    }
    pipeline.run(connection);
  }

  /** Until when the item may stay by this message; empty where that does not change. */
  private Optional<Instant> until(@Nullable Instant before) {
    var now = Instant.now();
    if (terms.due() != null) {
      return Optional.of(terms.due());
    }
    return to == InterlibraryState.RECALLED
        ? Optional.of(now)
        : to == InterlibraryState.OVERDUE
            ? Optional.of(before == null || before.isAfter(now) ? now : before)
            : Optional.empty();
  }

  /** The command for the loan that the item is on here, or null where nothing changes. */
  @Nullable Command<?> follow(String who) {
    var item = request.handling().item();
    var branch = request.handling().branch();
    if (request.side() != Side.BORROWING
        || item == null
        || branch == null
        || request.handling().hold() == null) {
      return null;
    }
    var origin = InterlibraryHolds.origin(tenant, who, branch);
    if (isGranted()) {
      return new LoanCommand.RenewByLender(origin, item);
    }
    return to == InterlibraryState.RECALLED || to == InterlibraryState.OVERDUE
        ? new LoanCommand.Recall(origin, item)
        : terms.due() == null ? null : new LoanCommand.Reschedule(origin, item);
  }

  /** Whether the message delivers an electronic copy. */
  boolean isCopyHere() {
    return request.side() == Side.BORROWING
        && to == InterlibraryState.SHIPPED
        && terms.link() != null;
  }

  /** Has the patron told of an answer, or that a copy is there. */
  Pipeline told(boolean isCopyHere) {
    return answers() || isCopyHere ? news(request.number(), isCopyHere) : new Pipeline();
  }

  /** Has the patron told that a copy is there. */
  static Pipeline copyIsHere(TenantId tenant, InterlibraryRequest request) {
    return Pipeline.of(tenant).add(news(request.number(), true));
  }

  private static Pipeline news(long number, boolean isCopyHere) {
    var now = Instant.now();
    return new Pipeline()
        .add(
            NEWS,
            Parameters.of("id", Uuids.next(now))
                .and("message", isCopyHere ? "copy" : "renewal-" + now.toEpochMilli())
                .and("number", number));
  }
}
