package org.samling.core.patron;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port for the life of patrons' PINs. A patron is named by any identifier, even one that is
 * blocked or has expired. A new PIN ends all locks, and the old one is no longer right on any
 * connection. The audit records what was done, by whom.
 */
public interface PatronPins {

  /**
   * Whether a patron has a PIN, and where it is locked.
   *
   * @return empty if there is no such patron
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  Optional<PinStatus> status(TenantId tenant, String identifier);

  /**
   * Ends all locks of a patron and forgets the wrong PINs; the PIN stays the same.
   *
   * @return whether there is such a patron who has a PIN
   * @throws org.samling.core.StoreException when the store can't be reached
   */
  boolean unlock(TenantId tenant, String identifier);

  /**
   * Sets a PIN that the patron chose, whatever the old one was.
   *
   * @throws org.samling.core.StoreException when the store can't be reached, or as busy
   */
  PinChange set(TenantId tenant, String identifier, Secret pin);

  /**
   * Changes the PIN for somebody who knows the old one. A wrong old one counts as a wrong PIN, and
   * is checked before the new one is looked at. The same again within ten minutes is answered as
   * the first was: its answer may have been lost.
   *
   * @throws org.samling.core.StoreException as {@link PatronAuthentication#check}
   */
  PinChange change(TenantId tenant, String identifier, Secret old, Secret pin);

  /**
   * Replaces the PIN by a random one, which is nowhere kept in clear.
   *
   * @return the new PIN, or empty if there is no such patron
   * @throws org.samling.core.StoreException when the store can't be reached, or as busy
   */
  Optional<Secret> reset(TenantId tenant, String identifier);

  /**
   * The state of a patron's PIN.
   *
   * @param setAt when it was set, or null where the patron has none
   * @param locks the current locks, that of all places first
   */
  record PinStatus(@Nullable Instant setAt, List<Lock> locks) {
    /** Copies the list. */
    public PinStatus {
      locks = List.copyOf(locks);
    }
  }

  /**
   * A lock.
   *
   * @param place where wrong PINs were typed, such as {@code SIP2 kiosk-1}; null where it holds
   *     everywhere
   * @param until when it ends
   * @param ignored how many PINs were typed there since, and not looked at
   */
  record Lock(@Nullable String place, Instant until, int ignored) {}

  /** What came of setting or changing a PIN. */
  sealed interface PinChange {

    /** The new PIN is the patron's. */
    record Done() implements PinChange {}

    /** There is no such patron. Told only to those who need not know the old PIN. */
    record NoPatron() implements PinChange {}

    /** The old PIN is wrong, or there is no such patron. */
    record WrongPin() implements PinChange {}

    /**
     * The new PIN is not accepted.
     *
     * @param rules what it must be like
     */
    record Unfit(PinRules rules) implements PinChange {}
  }
}
