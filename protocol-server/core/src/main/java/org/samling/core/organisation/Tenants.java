package org.samling.core.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port that lists the tenants. */
public interface Tenants {

  /** All tenants by code. */
  List<Tenant> all();

  /**
   * The tenants that may have something to do, by code: all that have, and some that turn out to
   * have nothing. Costs the same few statements however many tenants there are.
   *
   * @param by the time by which what is to be done at a time counts as due
   */
  List<Tenant> withWork(Work work, Instant by);

  /** The tenant with this code. */
  Optional<Tenant> byCode(String code);
}
