package org.samling.core.staff;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * Somebody who may sign in to the console.
 *
 * @param id the member
 * @param username the name to sign in with, unique among all tenants
 * @param name the name for people
 * @param role what they may do
 * @param tenant whose library it is about; null for one of all tenants
 * @param agencies the numbers of the agencies it is about; empty for all of the tenant
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

  /** Whether they may look into a tenant at all. */
  public boolean isOf(TenantId other) {
    return tenant == null || tenant.equals(other);
  }

  /** Whether what belongs to an agency is theirs to see, in a tenant that is. */
  public boolean sees(String agency) {
    return agencies.isEmpty() || agencies.contains(agency);
  }
}
