package org.samling.core.patron;

import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that checks a patron's PIN, and counts wrong ones for all protocols and nodes together.
 */
public interface PatronAuthentication {

  /** How many wrong PINs in a row lock a patron out. */
  int MAX_FAILURES = 5;

  /**
   * Checks a PIN. The count of failures is raised before the PIN is checked, so that many attempts
   * at once get no more tries than one after another.
   *
   * @param identifier the card number or other identifier that the patron gave
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  PinCheck check(TenantId tenant, String identifier, Secret pin);

  /**
   * Unlocks a patron who was locked out; the PIN stays the same. A lock does not expire. The audit
   * records who unlocked whom.
   *
   * @param identifier the card number or another identifier of the patron
   * @return whether there is such a patron who has a PIN
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  boolean unlock(TenantId tenant, String identifier);

  /** The outcome of checking a PIN. */
  enum PinCheck {
    /** The PIN is right. */
    VERIFIED,
    /** The PIN is wrong, or the patron has none, or there is no such patron. */
    WRONG,
    /** Too many wrong PINs: none is checked until staff unlock the patron. */
    LOCKED_OUT
  }
}
