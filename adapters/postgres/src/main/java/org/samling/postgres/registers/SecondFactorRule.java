package org.samling.postgres.registers;

import java.time.Instant;
import java.util.List;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Pipeline;

/** Who has to have a second factor, by {@link Setting#STAFF_SECOND_FACTOR}. */
public final class SecondFactorRule {

  private final Database database;
  private final PolicyCache policies;

  public SecondFactorRule(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
  }

  /** Whether a member has to have one; one of all tenants where any of these says so. */
  boolean isFor(StaffMember member) {
    var tenant = member.tenant();
    return tenant == null
        ? policies.ofAll(database).anyMatch(policy -> isFor(policy, member.role()))
        : isFor(policies.ask(database, tenant, new Pipeline()), member.role());
  }

  private static boolean isFor(LendingPolicy policy, StaffRole role) {
    var whole = List.of(new Unit(Unit.Level.TENANT, policy.tenant().code()));
    return policy
        .settings()
        .find(Setting.STAFF_SECOND_FACTOR, whole, policy.day(Instant.now()))
        .value()
        .contains(role);
  }
}
