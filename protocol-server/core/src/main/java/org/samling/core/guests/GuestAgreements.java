package org.samling.core.guests;

import java.util.List;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores agreements about guests. Each side acts for itself; what it did both see.
 * Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface GuestAgreements {

  /** The agreements of a tenant, on either side, by the other's code. */
  List<GuestAgreement> of(TenantId tenant);

  /**
   * Offers an agreement, in place of what was offered before or has ended.
   *
   * @param by who does it
   * @return whether it was offered: not while one is in force
   */
  boolean offer(TenantId home, TenantId lender, Terms terms, String by);

  /**
   * Accepts what is offered.
   *
   * @param terms what was seen; changed terms are not accepted
   * @param place where guests belong
   * @param by who does it
   * @return whether this was offered
   */
  boolean accept(TenantId lender, TenantId home, Terms terms, Place place, String by);

  /**
   * Ends an agreement, or takes an offer back. Guests borrow no more, and are erased once nothing
   * binds them.
   *
   * @param side what the tenant is in it
   * @return whether there was one
   */
  boolean end(TenantId tenant, TenantId other, Side side, String by);
}
