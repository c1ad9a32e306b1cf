package org.samling.postgres.withdrawal;

import java.sql.Connection;
import java.sql.SQLException;
import org.samling.postgres.rows.Rows;

/**
 * What a tenant has, in numbers: to be compared with the system that it came from or goes to.
 *
 * @param patrons patrons that were not erased
 * @param items items
 * @param records local records, and common ones of which it has items
 * @param loans open loans
 * @param holds open holds
 * @param owed what patrons owe, less what they have to their credit, in minor units
 * @param currency the currency of that
 */
public record TenantHoldings(
    long patrons, long items, long records, long loans, long holds, long owed, String currency) {

  private static final String COUNT =
      """
      select
        (select count(*) from patron p where p.tenant_id = t.id and p.erased_at is null) as patrons,
        (select count(*) from item i where i.tenant_id = t.id) as items,
        (select count(*) from local_record r where r.tenant_id = t.id)
          + (select count(*) from common_record_holder h where h.tenant_id = t.id) as records,
        (select count(*) from loan l where l.tenant_id = t.id and l.returned_at is null) as loans,
        (select count(*) from hold h where h.tenant_id = t.id
          and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')) as holds,
        (select coalesce(sum(e.amount), 0)::bigint from ledger_entry e where e.tenant_id = t.id) as owed,
        t.currency
      from tenant t where t.id = ?
      """;

  /** Counts what is visible in a transaction that acts for the tenant. */
  static TenantHoldings of(Connection connection, int tenant) throws SQLException {
    return Rows.one(connection, TenantHoldings.class, COUNT, tenant);
  }
}
