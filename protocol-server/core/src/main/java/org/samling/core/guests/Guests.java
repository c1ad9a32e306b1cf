package org.samling.core.guests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores a lender's guests. Each method is one transaction of the lender's. Throws
 * {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface Guests {

  /** Whether a tenant has an agreement in force as a lender, or guests who have not left. */
  boolean isLender(TenantId tenant);

  /**
   * Whose an identifier is at a lender.
   *
   * @param isKnown whether it is a patron's, a guest's or not, or must be treated as one because
   *     whoever asks may not see whose it is
   * @param isGood whether it is valid now
   * @param guest the guest whose it is, or null
   */
  record Owner(boolean isKnown, boolean isGood, @Nullable Guest guest) {}

  /** Whose an identifier is. */
  Owner owner(TenantId lender, String identifier);

  /** The guest who has a card, for somebody who looks; empty where none has. */
  Optional<Guest> show(TenantId lender, String card);

  /** The guest that a patron is. */
  Optional<Guest> guest(TenantId lender, UUID patron);

  /**
   * Guests by card.
   *
   * @param after the card after which to begin; empty for the first
   * @param limit the most to return
   */
  List<Guest> list(TenantId lender, String after, int limit);

  /** Guests who wait to be erased, and whom nothing binds any more. */
  List<Guest> leaving(TenantId lender, int limit);

  /** The guests, by link, that patrons of a home are at a lender; only of those who are. */
  Map<UUID, Guest> linked(TenantId lender, TenantId home, List<PatronsElsewhere.Elsewhere> patrons);

  /**
   * Makes somebody a guest, or brings the guest up to date who has the link already.
   *
   * @param home whose patron it is
   * @return the guest; empty where another patron has the number
   */
  Optional<Guest> receive(TenantId lender, TenantId home, Standing standing, Place place);

  /**
   * Brings a guest up to date. Nothing is done where something newer was told.
   *
   * @param place where guests belong; null to leave them where they are
   * @return whether there still is such a guest
   */
  boolean update(TenantId lender, TenantId home, Standing standing, @Nullable Place place);

  /** Blocks a guest whose agreement has ended, and has them wait to be erased. */
  void leave(TenantId lender, UUID patron);
}
