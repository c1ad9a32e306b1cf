package org.samling.postgres.reports;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.cutover.PastLoans;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Writes loans that are over as the end of a loan leaves them: the patron stands apart. */
public final class PostgresPastLoans implements PastLoans {

  private record PastRow(
      UUID id,
      String card,
      String barcode,
      Instant lent,
      Instant due,
      Instant returned,
      int renewals,
      String branch) {

    static PastRow of(PastLoan loan) {
      return new PastRow(
          Uuids.next(Instant.now()),
          loan.card(),
          loan.item(),
          loan.lent(),
          loan.due(),
          loan.returned(),
          loan.renewals(),
          loan.branch());
    }
  }

  private static final RowStatement<PastRow> PUT =
      RowStatement.of(
          PastRow.class,
          """
          with past as materialized (
            select {e.*}, i.id as item_id, coalesce(i.material_group, i.category) as material_group, c.patron_id
            from {rows}
            join item i on i.tenant_id = :tenant and i.barcode = e.barcode
            join patron_identifier n on n.tenant_id = :tenant and n.value = e.card
            join patron_consent c on c.tenant_id = :tenant and c.patron_id = n.patron_id
              and c.consent = 'KEEP_HISTORICAL_LOAN_DATA' and c.withdrawn_at is null
            where not exists (select from loan o
              where o.tenant_id = :tenant and o.item_id = i.id and o.returned_at is not null and o.lent_at = e.lent)),
          history as (
            insert into loan_history (tenant_id, let_go_on, kept_for, loan_id, patron_id, item_id, branch, ended_at)
            select :tenant, 'infinity', 'CONSENT', id, patron_id, item_id, branch, returned from past),
          written as (
            insert into loan (tenant_id, id, item_id, material_group, lent_at, lent_branch, due_at, renewals, returned_at,
              returned_branch)
            select :tenant, id, item_id, material_group, lent, branch, due, renewals, returned, branch from past)
          select barcode as item, lent from past
          """);

  private final Database database;

  public PostgresPastLoans(Database database) {
    this.database = database;
  }

  @Override
  public Set<Key> put(TenantId tenant, List<PastLoan> loans) {
    if (loans.isEmpty()) {
      return Set.of();
    }
    var pipeline = new Pipeline();
    var written = pipeline.list(Key.class, PUT, loans.stream().map(PastRow::of).toList());
    database.inTenant(tenant, pipeline);
    return Set.copyOf(written.get());
  }
}
