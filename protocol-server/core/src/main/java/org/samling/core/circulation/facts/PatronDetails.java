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
 * @param isRegistered whether the patron's number in the person registry is known, so that its
 *     events reach them
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
    boolean isRegistered) {

  /** Copies the set. */
  public PatronDetails {
    consents = Set.copyOf(consents);
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
        isRegistered);
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
        isRegistered);
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
        isRegistered);
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
        isRegistered);
  }
}
