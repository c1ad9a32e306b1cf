package org.samling.core.privacy;

import java.time.Instant;
import java.util.OptionalLong;
import org.samling.core.organisation.TenantId;

/**
 * The port that forgets whose loans, holds and requests were that are over. A loan's patron stands
 * under the day on which that is let go; that day's are dropped together, of all tenants, once each
 * tenant has put aside what it keeps. So one run is {@link #keep} for every tenant, {@link #drop}
 * until there is nothing more, and {@link #forget} for every tenant.
 *
 * <p>Each may be done again at any time, by several nodes at once, and goes on where it was broken
 * off. Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface LoanHistory {

  /**
   * Puts aside what is due to be let go and is kept: a fee for it is open or was settled less than
   * {@link org.samling.core.policy.Setting#LOAN_RETENTION_DAYS} ago, or the branch keeps it for
   * longer now. What a patron wants kept was put aside when they said so.
   *
   * @param tenant whose
   * @param now the time by which that is counted
   */
  void keep(TenantId tenant, Instant now);

  /**
   * Drops one day's loans that are to be let go, of all tenants. Nodes take turns.
   *
   * @return how many said whose they were, or nothing where no such day is left; where another node
   *     is at it, once it was
   */
  OptionalLong drop();

  /**
   * Forgets what goes row by row: loans for which the time is shorter now than when they ended or
   * whose fee is settled, and whom holds, interlibrary requests, fees, what was done offline and
   * the journals name with them.
   *
   * @param tenant whose
   * @param now the time by which that is counted
   * @return how many loans no longer say whose they were
   */
  long forget(TenantId tenant, Instant now);
}
