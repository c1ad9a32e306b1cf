package org.samling.core.guests;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores where a home's patrons are guests. Each method is one transaction of the
 * home's. Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface PatronsElsewhere {

  /**
   * A patron of a home who is a guest elsewhere.
   *
   * @param link the home's number for this guest
   * @param patron the patron
   * @param lender where they are a guest
   * @param version the version of what may be told
   * @param card a card that is good, the known one if that is; null where none is
   * @param isOver whether they may borrow nowhere any more: dead, expired, or without a good card
   * @param isProtected whether name and address are protected
   */
  record Elsewhere(
      UUID link,
      UUID patron,
      TenantId lender,
      long version,
      @Nullable String card,
      boolean isOver,
      boolean isProtected) {}

  /**
   * Where a patron of a home is a guest.
   *
   * @param lender the code of the tenant that lends to them
   * @param name its name
   * @param introduced when they were last introduced there
   * @param told when it was last told how they stand, or null
   */
  record Visit(String lender, String name, Instant introduced, @Nullable Instant told) {}

  /** Where the patron with an identifier is a guest; empty where nobody has it. */
  Optional<List<Visit>> visits(TenantId home, String identifier);

  /** Notes that a patron of a home becomes a guest; empty where nobody has the number as a card. */
  Optional<Elsewhere> introduce(TenantId home, TenantId lender, String card);

  /**
   * A patron of a home who is a guest elsewhere.
   *
   * @param knownCard the card by which the lender knows them
   */
  Optional<Elsewhere> find(TenantId home, UUID link, String knownCard);

  /**
   * Patrons of a home of whom something has changed that has not been told.
   *
   * @param after the link after which to begin, or null
   */
  List<Elsewhere> untold(TenantId home, @Nullable UUID after, int limit);

  /**
   * Patrons of a home who are guests elsewhere.
   *
   * @param after the link after which to begin, or null
   */
  List<Elsewhere> all(TenantId home, @Nullable UUID after, int limit);

  /** Notes that a lender was told, unless more has changed since. */
  void told(TenantId home, UUID link, long version);

  /**
   * Forgets a patron's being a guest whom the lender does not know; not one who was introduced in
   * the last minutes and may be about to be received.
   *
   * @return whether that was forgotten
   */
  boolean forget(TenantId home, UUID link);
}
