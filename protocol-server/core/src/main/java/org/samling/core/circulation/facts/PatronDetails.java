package org.samling.core.circulation.facts;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PostalAddress;

/**
 * The details of a patron that decisions need beyond those for lending.
 *
 * @param kind the kind of patron
 * @param email the e-mail address, or null
 * @param phone the telephone number, or null
 * @param address the postal address
 * @param preferredPickup the code of the patron's preferred pickup branch, or null
 * @param guardian the patron's guardian, also a patron, or null
 * @param isResident whether the patron lives in the municipality
 * @param cameOfAge the day on which the patron was found to be of age, or null
 * @param consents what the patron has consented to
 * @param outside who else knows the patron
 */
public record PatronDetails(
    UUID id,
    PatronKind kind,
    @Nullable String email,
    @Nullable String phone,
    PostalAddress address,
    @Nullable String preferredPickup,
    @Nullable UUID guardian,
    boolean isResident,
    @Nullable LocalDate cameOfAge,
    Set<Consent> consents,
    Outside outside) {

  /**
   * Who else knows a patron.
   *
   * @param isRegistered whether the patron's number in the person registry is known, so that its
   *     events reach them
   * @param isGuest whether the patron is another tenant's, which gives out their cards
   */
  public record Outside(boolean isRegistered, boolean isGuest) {}

  /** Copies the set. */
  public PatronDetails {
    consents = Set.copyOf(consents);
  }

  /** Whether events of the person registry reach the patron. */
  public boolean isRegistered() {
    return outside.isRegistered;
  }

  /** Whether the patron is another tenant's, which gives out their cards. */
  public boolean isGuest() {
    return outside.isGuest;
  }

  public PatronDetails reachable(
      @Nullable String newEmail, @Nullable String newPhone, @Nullable String newPickup) {
    return new PatronDetails(
        id,
        kind,
        newEmail,
        newPhone,
        address,
        newPickup,
        guardian,
        isResident,
        cameOfAge,
        consents,
        outside);
  }

  public PatronDetails at(PostalAddress newAddress, boolean resident) {
    return new PatronDetails(
        id,
        kind,
        email,
        phone,
        newAddress,
        preferredPickup,
        guardian,
        resident,
        cameOfAge,
        consents,
        outside);
  }

  public PatronDetails ward(@Nullable UUID newGuardian, @Nullable LocalDate ofAge) {
    return new PatronDetails(
        id,
        kind,
        email,
        phone,
        address,
        preferredPickup,
        newGuardian,
        isResident,
        ofAge,
        consents,
        outside);
  }

  public PatronDetails agreeing(Set<Consent> newConsents) {
    return new PatronDetails(
        id,
        kind,
        email,
        phone,
        address,
        preferredPickup,
        guardian,
        isResident,
        cameOfAge,
        newConsents,
        outside);
  }
}
