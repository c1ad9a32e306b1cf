package org.samling.core.organisation;

import java.time.LocalDate;
import java.util.List;

/**
 * The port that stores the agreements by which tenants report each other's items when they are
 * returned. An agreement is made and ended for both sides at once. Throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 */
public interface LendingAgreements {

  /** The agreements of a tenant, by the other's code. */
  List<Agreement> of(TenantId tenant);

  /**
   * Makes an agreement.
   *
   * @param one a tenant
   * @param other another
   * @param by who makes it
   * @return whether there was none before; an existing one stays as it is
   */
  boolean make(TenantId one, TenantId other, String by);

  /**
   * Ends an agreement. Items returned while it held still find their way home.
   *
   * @return whether there was one
   */
  boolean end(TenantId one, TenantId other);

  /**
   * An agreement with another tenant.
   *
   * @param other that tenant's code
   * @param since the day on which it was made
   * @param by who made it
   */
  record Agreement(String other, String name, LocalDate since, String by) {}
}
