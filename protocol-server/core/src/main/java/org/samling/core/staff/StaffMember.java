package org.samling.core.staff;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.TenantId;

/**
 * A user of the console.
 *
 * @param id the member
 * @param username the name to sign in with, unique among all tenants
 * @param name the name for people
 * @param role what they may do
 * @param tenant the tenant; null for one of all tenants
 * @param agencies the numbers of the member's agencies; empty for all of the tenant
 * @param enabled whether they may sign in
 * @param lastSignIn when they last did, or null
 * @param hasSecondFactor whether they are asked for a code after their password
 */
public record StaffMember(
    UUID id,
    String username,
    String name,
    StaffRole role,
    @Nullable TenantId tenant,
    Set<String> agencies,
    boolean enabled,
    @Nullable Instant lastSignIn,
    boolean hasSecondFactor) {

  /** Copies the set. */
  public StaffMember {
    agencies = Set.copyOf(agencies);
  }

  /** Whether they have access to a tenant at all. */
  public boolean isOf(TenantId other) {
    return tenant == null || tenant.equals(other);
  }

  /**
   * The part of the library whose patrons, items, loans and holds they see. A school sees only
   * schools, even if it is not limited to agencies.
   */
  public Bounds bounds() {
    return agencies.isEmpty() && role != StaffRole.SCHOOL
        ? Bounds.NONE
        : new Bounds(agencies, Set.of(), role == StaffRole.SCHOOL);
  }

  /** Whether they may see every patron of the tenants that they have access to. */
  public boolean seesPatrons() {
    return role.may(Permission.CIRCULATION_SEE) && bounds().isNone();
  }

  /** Whether they may see an agency's data, in a tenant to which they have access. */
  public boolean sees(String agency) {
    return agencies.isEmpty() || agencies.contains(agency);
  }
}
