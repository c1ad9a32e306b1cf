package org.samling.postgres;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.organisation.LendingAgreements;
import org.samling.core.organisation.TenantId;

/** Keeps agreements between tenants, one row for each side. */
final class PostgresLendingAgreements implements LendingAgreements {

  private static final String ALL =
      """
      select t.code, t.name, a.since, a.set_by from lending_agreement a join tenant t on t.id = a.other_id
      where a.tenant_id = ? order by t.code
      """;

  private static final String AGREE = "select agree_on_lending(?, ?, ?, ?) as changed";

  private final Database database;

  PostgresLendingAgreements(Database database) {
    this.database = database;
  }

  @Override
  public List<Agreement> of(TenantId tenant) {
    var agreements = new ArrayList<Agreement>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    agreements.add(
                        new Agreement(
                            row.getString("code"),
                            row.getString("name"),
                            row.getObject("since", LocalDate.class),
                            row.getString("set_by"))),
                ALL,
                tenant.value()));
    return agreements;
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
      throw new IllegalArgumentException("a tenant agrees with another, not with itself");
    }
    var changed = new boolean[1];
    database.inTenant(
        one,
        new Pipeline()
            .add(
                row -> changed[0] = row.getBoolean("changed"),
                AGREE,
                one.value(),
                other.value(),
                agreed,
                by));
    return changed[0];
  }
}
