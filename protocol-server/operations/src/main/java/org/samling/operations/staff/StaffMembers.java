package org.samling.operations.staff;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffRole;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on staff take and return. */
public final class StaffMembers {

  private static final int LONGEST_USERNAME = 100;
  private static final int NAME = 200;

  private StaffMembers() {}

  /**
   * A page of staff.
   *
   * @param staff the staff, by username
   * @param next what the next page comes after
   */
  public record Listed(List<ListEntry> staff, @Means(Paging.NEXT) @Nullable String next) {}

  /** A member of staff in a list. */
  public record ListEntry(
      String username,
      @Means("the name for people") String name,
      StaffRole role,
      @Means("the code of the tenant; null for all tenants") @Nullable String tenant,
      @Means("the numbers of their agencies; empty for all") List<String> agencies,
      @Means("whether they may sign in") boolean enabled,
      @Means("whether they give a code beside their password") boolean secondFactor,
      @Nullable Instant lastSignIn) {

    static ListEntry of(StaffMember member, Tenant tenant) {
      return new ListEntry(
          member.username(),
          member.name(),
          member.role(),
          member.tenant() == null ? null : tenant.code(),
          member.agencies().stream().sorted().toList(),
          member.enabled(),
          member.hasSecondFactor(),
          member.lastSignIn());
    }
  }

  /** A member of staff who is to be added. */
  public record NewMember(
      @Means("the name to sign in with, unique among all tenants") @Size(max = LONGEST_USERNAME) String username,
      @Means("what they may do; an operator works for all tenants") StaffRole role,
      @Means("the name for people; default: the username") @Size(max = NAME) @Nullable String name,
      @Means("the numbers of the agencies whose data they see; default: all") @Size(max = 100) @Nullable List<@Size(max = NAME) String> agencies,
      @Means("at least 12 characters; made up if it is left out") @Nullable Secret password) {}

  /** Which member of staff. */
  public record WhichMember(@Means("the name to sign in with") String username) {}

  /** The password that a member of staff is to have. */
  public record NewPassword(
      @Means("the name to sign in with") String username,
      @Means("at least 12 characters; made up if it is left out") @Nullable Secret password) {}

  /** How a member of staff signs in now. */
  public record SignInWords(
      String username,
      @Means("the password if it was made up; it is not shown again") @Nullable String password) {}
}
