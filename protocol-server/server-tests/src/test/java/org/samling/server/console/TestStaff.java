package org.samling.server.console;

import java.util.Locale;
import java.util.Set;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;

/** Staff of a test library, who all sign in with the same password. */
public final class TestStaff {

  static final String PASSWORD = "correct horse battery";

  private TestStaff() {}

  /**
   * Adds somebody to the north, or to no tenant where the role is of all.
   *
   * @param name what they sign in with, and are called with a capital letter
   * @param agencies what they see; none for everything
   */
  public static void add(TestLibrary library, String name, StaffRole role, String... agencies) {
    add(library, library.north, name, role, agencies);
  }

  /** Adds somebody to a tenant. */
  public static void add(
      TestLibrary library, TenantId tenant, String name, StaffRole role, String... agencies) {
    var isNew =
        library
            .store
            .staff()
            .add(
                new Staff.NewMember(
                    name,
                    name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    role,
                    role.isOfAllTenants() ? null : tenant,
                    Set.of(agencies),
                    new Secret(PASSWORD)));
    if (!isNew) {
      throw new IllegalStateException(name + " is there already");
    }
  }
}
