package org.samling.core.partners;

import java.util.List;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.partners.HoldAgreement.Side;

/**
 * The port that stores agreements about holds. Each side acts for itself; what it did both see.
 * Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface HoldAgreements {

  /** The agreements of a tenant, on either side, by the other's code. */
  List<HoldAgreement> of(TenantId tenant);

  /**
   * Offers an agreement, in place of what was offered before or has ended.
   *
   * @param most how many requests may be open at once
   * @param turn the supplier with the lowest is asked first
   * @param by who does it
   * @return whether it was offered: not while one is in force
   */
  boolean offer(TenantId home, TenantId supplier, int most, int turn, String by);

  /**
   * Accepts what is offered. The home has to be a patron of the supplier under its code ({@link
   * org.samling.core.ill.Institution}).
   *
   * @param offered the offer as it was seen; a changed one is not accepted
   * @param by who does it
   * @return whether this was offered
   */
  boolean accept(TenantId supplier, HoldAgreement offered, Lending lending, String by);

  /**
   * Ends an agreement, or takes an offer back. What has not been sent is asked for no more; what
   * has been comes back.
   *
   * @param side what the tenant is in it
   * @return whether there was one
   */
  boolean end(TenantId tenant, TenantId other, Side side, String by);
}
