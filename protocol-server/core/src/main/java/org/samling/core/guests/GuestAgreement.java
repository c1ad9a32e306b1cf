package org.samling.core.guests;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;

/**
 * An agreement that patrons of one tenant borrow at another, as one of the two sees it.
 *
 * @param other the other tenant
 * @param side what this tenant is in it
 * @param terms what the home offered
 * @param place where the lender's guests belong; null until it has accepted, and for the home
 * @param offered when it was offered, and by whom
 * @param accepted when it was accepted, or null
 * @param ended when it was ended, or null
 */
public record GuestAgreement(
    Tenant other,
    Side side,
    State state,
    Terms terms,
    @Nullable Place place,
    Step offered,
    @Nullable Step accepted,
    @Nullable Step ended) {

  /** The most ranges of card numbers. */
  public static final int MOST_RANGES = 20;

  /** What a tenant is in an agreement. */
  public enum Side {
    /** Its patrons borrow elsewhere. */
    HOME,
    /** It lends to the other's patrons. */
    LENDER
  }

  /** How far an agreement is. */
  public enum State {
    /** The home has offered it. */
    OFFERED,
    /** It is in force. */
    ACCEPTED,
    /** One side ended it: no guest borrows any more. */
    ENDED
  }

  /**
   * What the home tells of a guest beside the card's number, the last day on which they can borrow,
   * whether they are blocked, and whether they are a child.
   */
  public enum Told {
    /** The name, unless it is protected. */
    NAME,
    /** The e-mail address. */
    EMAIL,
    /** The telephone number. */
    PHONE,
    /** The postal address, unless it is protected. */
    ADDRESS,
    /** The date of birth. */
    BIRTH_DATE
  }

  /**
   * What a home offers.
   *
   * @param told what it tells
   * @param cards how the numbers of its cards begin; nobody else is looked up
   */
  public record Terms(Set<Told> told, List<String> cards) {

    /** Copies both. */
    public Terms {
      told = Set.copyOf(told);
      cards = List.copyOf(cards);
    }

    /** How many characters of a number the longest range that has it names; 0 where none has it. */
    public int match(String number) {
      return cards.stream().filter(number::startsWith).mapToInt(String::length).max().orElse(0);
    }
  }

  /**
   * Where a lender's guests belong.
   *
   * @param category the code of their patron category
   * @param childCategory the code of that of children
   * @param branch the code of their branch
   */
  public record Place(String category, String childCategory, String branch) {}

  /** When something was done, and by whom. */
  public record Step(Instant at, String by) {}
}
