package org.samling.postgres.loader;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PartnerLibraries.Home;

/**
 * What not every tenant uses. Where it never was, its statements are left out of what a batch of
 * commands loads: each would cost the database more than the rows that most others find.
 *
 * <p>{@code BOOKINGS}, {@code GROUPS} and {@code SETS} stand in {@code tenant.uses}, written by the
 * transaction that uses them first, which raises the version of the policy as well. {@code
 * PARTNERS} are in the policy itself.
 */
public enum Use {
  /** Bookings, over or not. */
  BOOKINGS,
  /** Patrons that are groups. */
  GROUPS,
  /** Agreements by which other tenants ask for this one's copies. */
  PARTNERS,
  /** Items that are lent as one. */
  SETS;

  /** All of them: what is asked for where it is not known which are used. */
  public static final Set<Use> ALL = Set.copyOf(EnumSet.allOf(Use.class));

  static Set<Use> of(List<Use> noted, LendingPolicy policy) {
    var uses = EnumSet.noneOf(Use.class);
    uses.addAll(noted);
    if (policy.partners().homes().values().stream().anyMatch(Home::isInForce)) {
      uses.add(PARTNERS);
    }
    return Set.copyOf(uses);
  }
}
