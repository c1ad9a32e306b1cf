package org.samling.core.patron;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.organisation.TenantId;

/**
 * The port that makes two records of one person one: loans, holds, bookings, fees, history, notes
 * and identifiers of the one become the other's, whose own data stay where both have some. Throws
 * {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface PatronMerges {

  /**
   * What a merge would move, and what stands in its way. Changes nothing.
   *
   * @param kept an identifier of the patron who stays, even a blocked one
   * @param merged an identifier of the patron who goes
   * @return empty where one of them identifies nobody
   */
  Optional<Plan> plan(TenantId tenant, String kept, String merged);

  /**
   * Merges, unless something stands in the way. It can't be undone. Asked again after a failure, it
   * says that both are the same patron, and does what was left undone.
   *
   * @param kept an identifier of the patron who stays, even a blocked one
   * @param merged an identifier of the patron who goes
   * @param actor who does it, and at which branch
   * @return what was moved, or what stood in the way; empty where one of them identifies nobody
   */
  Optional<Plan> merge(TenantId tenant, String kept, String merged, Actor actor);

  /** What a merge moves. */
  enum Part {
    /** Open loans. */
    LOANS,
    /** Past loans that are still known. */
    PAST_LOANS,
    /** Open holds. */
    HOLDS,
    /** Bookings. */
    BOOKINGS,
    /** Fees of which something is open. */
    OPEN_FEES,
    /** Payments. */
    PAYMENTS,
    /** Cards and other identifiers. */
    IDENTIFIERS,
    /** Blocks. */
    BLOCKS,
    /** Notes. */
    NOTES,
    /** Groups that they are a member of. */
    GROUPS,
    /** Patrons whose guardian they are. */
    WARDS
  }

  /** What stands in the way of a merge. */
  enum Obstacle {
    /** Both are the same patron. */
    SAME_PATRON,
    /** One of them is no person. */
    NOT_A_PERSON,
    /** The one who goes is in the person registry: merge the other way round. */
    REGISTERED,
    /** Both are in the person registry: they are two persons. */
    TWO_PERSONS,
    /** One is the other's guardian. */
    GUARDIAN,
    /** Both wait for the same title or item: cancel one of the holds. */
    SAME_HOLD
  }

  /**
   * How much of something is moved.
   *
   * @param number how many
   */
  record Moved(Part part, long number) {}

  /**
   * A merge.
   *
   * @param kept the patron who stays
   * @param keptName their name
   * @param mergedName the name of the patron who goes
   * @param moved what is moved; what there is none of is left out
   * @param obstacles what stands in its way; empty where it can be done
   */
  record Plan(
      UUID kept, String keptName, String mergedName, List<Moved> moved, List<Obstacle> obstacles) {

    /** Copies the lists. */
    public Plan {
      moved = List.copyOf(moved);
      obstacles = List.copyOf(obstacles);
    }
  }
}
