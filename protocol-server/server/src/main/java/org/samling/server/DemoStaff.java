package org.samling.server;

import java.util.Set;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;

/** The staff of the demonstration: one of each role, with passwords that are not secret. */
final class DemoStaff {

  private static final String TENANT = "solbaek";
  private static final String SCHOOLS = "679700";

  private DemoStaff() {}

  /** Adds the members that are missing. */
  static void add(Staff staff, Tenants tenants) {
    var tenant = tenants.byCode(TENANT).orElseThrow().id();
    for (var role : StaffRole.values()) {
      staff.add(
          new Staff.NewMember(
              role.text(),
              "Demo " + role.text(),
              role,
              role.isOfAllTenants() ? null : tenant,
              role == StaffRole.SCHOOL ? Set.of(SCHOOLS) : Set.of(),
              new Secret(password(role))));
    }
  }

  /** The password of the member with this role. */
  static String password(StaffRole role) {
    return role.text() + "-demo";
  }
}
