package org.samling.postgres.registers;

import java.util.List;
import org.samling.core.organisation.LendingAgreements;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;

/** Keeps agreements between tenants, one row for each side. */
public final class PostgresLendingAgreements implements LendingAgreements {

  private static final String ALL =
      """
      select t.code as other, t.name, a.since, a.set_by as by from lending_agreement a join tenant t on t.id = a.other_id
      where a.tenant_id = ? order by t.code
      """;

  private static final String AGREE = "select agree_on_lending(?, ?, ?, ?)";

  private final Database database;

  public PostgresLendingAgreements(Database database) {
    this.database = database;
  }

  @Override
  public List<Agreement> of(TenantId tenant) {
    return database.inTenant(tenant, p -> p.list(Agreement.class, ALL, tenant.value()));
  }

  @Override
  public boolean make(TenantId one, TenantId other, String by) {
    return agree(one, other, true, by);
  }

  @Override
  public boolean end(TenantId one, TenantId other) {
    return agree(one, other, false, "");
  }

  private boolean agree(TenantId one, TenantId other, boolean agreed, String by) {
    if (one.equals(other)) {
      throw new IllegalArgumentException("a tenant can't have an agreement with itself");
    }
    return database.inTenant(
        one, p -> p.one(Boolean.class, AGREE, one.value(), other.value(), agreed, by));
  }
}
