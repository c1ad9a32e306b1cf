package org.samling.core.partners;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;

/**
 * An agreement that one tenant asks another for titles that its patrons wait for, as one of the two
 * sees it.
 *
 * @param other the other tenant
 * @param side what this tenant is in it
 * @param most how many requests of the home may be open at once
 * @param turn the home asks the supplier with the lowest first; null for the supplier
 * @param lending what the supplier lends; null until it has accepted once, and for the home
 * @param offered when it was offered, and by whom
 * @param accepted when it, or the one before it that a new offer is to replace, was accepted; null
 *     where none was
 * @param ended when it was ended, or null
 */
public record HoldAgreement(
    Tenant other,
    Side side,
    State state,
    int most,
    @Nullable Integer turn,
    @Nullable Lending lending,
    Step offered,
    @Nullable Step accepted,
    @Nullable Step ended) {

  /** The most requests that can be agreed to be open at once. */
  public static final int MOST_OPEN = 100_000;

  /** The last turn. */
  public static final int LAST_TURN = 100;

  /** The most item categories. */
  public static final int MOST_CATEGORIES = 100;

  /** What a tenant is in an agreement. */
  public enum Side {
    /** It asks, for its patrons. */
    HOME,
    /** It lends. */
    SUPPLIER
  }

  /** How far an agreement is. */
  public enum State {
    /** The home has offered it. */
    OFFERED,
    /** It is in force. */
    ACCEPTED,
    /** One side ended it: nothing more is asked for. */
    ENDED
  }

  /**
   * What a supplier lends.
   *
   * @param branch the code of the branch that handles the home's requests
   * @param categories the codes of the item categories; empty for all that it lends
   */
  public record Lending(String branch, List<String> categories) {

    /** Copies the list. */
    public Lending {
      categories = List.copyOf(categories);
    }
  }

  /** When something was done, and by whom. */
  public record Step(Instant at, String by) {}

  /** Whether it is in force. */
  public boolean isInForce() {
    return state == State.ACCEPTED;
  }
}
