package org.samling.postgres.ill;

import java.time.Instant;
import org.samling.core.circulation.effect.Uuids;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;

/**
 * What a patron is told of a request to other libraries: that it was asked for, is on its way, or
 * can't be had. The notices take each of a request once.
 */
final class PatronNews {

  /**
   * By the state that a request is in at the end of the transaction: of going on to the next lender
   * nobody is told.
   */
  private static final String NEWS =
      """
      insert into outbox (tenant_id, id, at, kind, payload)
      select r.tenant_id, :id, now(), 'interlibrary-moved', jsonb_build_object('request', r.number, 'message', r.state,
        'patron', p.patron_id, 'branch', r.branch)
      from ill_request r
      join patron_identifier p on p.tenant_id = r.tenant_id and p.value = r.patron
      where r.tenant_id = :tenant and r.number = :number and r.side = 'BORROWING' and not r.is_of_partner
        and r.branch is not null
        and (r.state in ('SHIPPED', 'UNFILLED') or r.state = 'SENT' and r.lender = 1)
      """;

  private PatronNews() {}

  /** The statement that has the patron of a request told, where its state is news. */
  static Pipeline of(long number) {
    return new Pipeline()
        .add(NEWS, Parameters.of("id", Uuids.next(Instant.now())).and("number", number));
  }
}
