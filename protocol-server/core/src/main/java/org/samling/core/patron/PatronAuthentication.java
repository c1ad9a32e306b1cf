package org.samling.core.patron;

import java.util.Optional;
import java.util.UUID;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that checks a patron's PIN. Wrong ones are counted for all nodes together, by the place
 * where they are typed ({@link org.samling.core.privacy.Access#place()}) and over all places; see
 * {@link PinLocks}.
 */
public interface PatronAuthentication {

  /**
   * Checks a PIN. The failure is counted before the PIN is checked, so that many attempts at once
   * get no more tries than one after another.
   *
   * @param identifier the card number or other identifier that the patron gave
   * @return empty if the PIN is wrong, the patron is locked or has none, or there is no such
   *     patron; which of these it is shows neither here nor in the time it takes
   * @throws org.samling.core.StoreException when the store can't be reached; as busy where so many
   *     PINs were wrong at the place, or from the address, that none is checked for a while
   */
  Optional<RightPin> check(TenantId tenant, String identifier, Secret pin);

  /**
   * Whether a PIN that was right before still is, for the place where it was typed: it was neither
   * replaced since, nor is the patron locked there. Costs no hash.
   *
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  boolean stands(TenantId tenant, RightPin pin);

  /**
   * A PIN that was right.
   *
   * @param patron whose it is
   * @param version counts the PINs that the patron has had
   */
  record RightPin(UUID patron, int version) {}
}
