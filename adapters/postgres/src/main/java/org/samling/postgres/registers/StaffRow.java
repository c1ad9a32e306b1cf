package org.samling.postgres.registers;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.connection.SecretHasher;

/** A member of staff as the store has them, without their password. */
record StaffRow(
    UUID id,
    String username,
    String name,
    StaffRole role,
    @Nullable TenantId tenantId,
    Set<String> agencies,
    boolean enabled,
    @Nullable Instant signedInAt,
    boolean hasSecondFactor) {

  /** The columns of this record, of {@code staff_user u}. */
  static final String COLUMNS =
      "u.id, u.tenant_id, u.username, u.name, u.role, u.agencies, u.enabled, u.signed_in_at, exists (select from staff_second_factor f where f.staff_id = u.id) as has_second_factor";

  StaffMember member() {
    return new StaffMember(
        id, username, name, role, tenantId, agencies, enabled, signedInAt, hasSecondFactor);
  }

  /**
   * Somebody whose attempt was counted.
   *
   * @param unknownPlace whether it was counted for all unknown places, too
   */
  record Counted(StaffRow staff, String passwordHash, short pepperVersion, boolean unknownPlace) {

    SecretHasher.Hash hash() {
      return new SecretHasher.Hash(passwordHash, pepperVersion);
    }
  }
}
