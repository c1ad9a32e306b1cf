package org.samling.core.staff;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
 */
public record StaffMember(
    UUID id,
    String username,
    String name,
    StaffRole role,
    @Nullable TenantId tenant,
    Set<String> agencies,
    boolean enabled,
    @Nullable Instant lastSignIn) {

  /** Copies the set. */
  public StaffMember {
    agencies = Set.copyOf(agencies);
  }

  /** Whether they have access to a tenant at all. */
  public boolean isOf(TenantId other) {
    return tenant == null || tenant.equals(other);
  }

  /** Whether they may see an agency's data, in a tenant to which they have access. */
  public boolean sees(String agency) {
    return agencies.isEmpty() || agencies.contains(agency);
  }
}
