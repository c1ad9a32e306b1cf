package org.samling.core.privacy;

import java.time.Instant;
import java.util.OptionalLong;
import org.samling.core.organisation.TenantId;

/**
 * The port that anonymises ended loans, holds and requests. A loan's patron is stored under the day
 * on which the link expires; all tenants' links of that day are dropped together, once each tenant
 * has set aside those it keeps. So one run is {@link #setAside} for every tenant, {@link #drop}
 * until nothing is left, and {@link #forget} for every tenant.
 *
 * <p>Each may be repeated at any time, by several nodes at once, and resumes where it was
 * interrupted. Throws {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface LoanHistory {

  /**
   * Sets aside expiring links that have to be kept: a fee for the loan is open or was settled less
   * than {@link org.samling.core.policy.Setting#LOAN_RETENTION_DAYS} ago, or the branch keeps them
   * for longer now. Links kept by a patron's consent were set aside when it was given. Reads of the
   * days whose loans may go lose their seconds ({@link AccessLog}).
   *
   * @param tenant whose
   * @param now the current time
   */
  void setAside(TenantId tenant, Instant now);

  /**
   * Drops one day's expired links, of all tenants. Nodes take turns.
   *
   * @return how many were dropped, or empty where no such day is left; waits while another node
   *     does it
   */
  OptionalLong drop();

  /**
   * Anonymises what goes row by row: loans whose retention is shorter now than when they ended or
   * whose fee is settled, and with them holds, interlibrary requests, fees, offline transactions
   * and journals.
   *
   * @param tenant whose
   * @param now the current time
   * @return how many loans were anonymised
   */
  long forget(TenantId tenant, Instant now);
}
