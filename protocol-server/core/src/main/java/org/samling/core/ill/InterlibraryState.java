package org.samling.core.ill;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The state of an interlibrary request, in the terms of the interlibrary loan standards (ISO 10161,
 * ISO 18626). The allowed steps depend on the side that stores the request.
 */
public enum InterlibraryState {
  /** It was asked for, and nobody has answered. */
  REQUESTED,
  /** The borrowing library has sent it to a lender. */
  SENT,
  /** The lender expects that it can supply, and has not promised it. */
  EXPECT_TO_SUPPLY,
  /** The lender has said that it will send the item or a copy. */
  WILL_SUPPLY,
  /** The lender has sent it. */
  SHIPPED,
  /** The borrowing library has received it. */
  RECEIVED,
  /** The borrowing library's patron has it. */
  ON_LOAN,
  /** The borrowing library has sent it back. */
  RETURNED,
  /** It is back: with the lender or, on the borrowing side, from the patron. */
  CHECKED_IN,
  /** The borrowing library does not want it any more. */
  CANCELLED,
  /**
   * The lender would supply on other terms: at a cost, under a condition, or later. With the lender
   * this is final, and who accepts asks again; the borrower decides.
   */
  RETRY_POSSIBLE,
  /** The lender does not send it. */
  UNFILLED,
  /** The lender asks for it back. */
  RECALLED,
  /** It is overdue. */
  OVERDUE,
  /** It is lost. */
  LOST;

  /** States of returnable items only: a copy has none of them. */
  static final Set<InterlibraryState> OF_LOANS =
      Collections.unmodifiableSet(
          EnumSet.of(ON_LOAN, RETURNED, CHECKED_IN, RECALLED, OVERDUE, LOST));

  /** The side that stores a request. */
  public enum Side {
    /** The library that is asked. */
    LENDING,
    /** The library that asks. */
    BORROWING
  }

  /** The states to which a request may go from this one; none where it is final. */
  public Set<InterlibraryState> next(Side side) {
    return switch (side) {
      case LENDING -> nextOfLender();
      case BORROWING -> nextOfBorrower();
    };
  }

  private Set<InterlibraryState> nextOfLender() {
    return switch (this) {
      case REQUESTED ->
          EnumSet.of(EXPECT_TO_SUPPLY, WILL_SUPPLY, SHIPPED, RETRY_POSSIBLE, UNFILLED, CANCELLED);
      case EXPECT_TO_SUPPLY ->
          EnumSet.of(WILL_SUPPLY, SHIPPED, RETRY_POSSIBLE, UNFILLED, CANCELLED);
      case WILL_SUPPLY -> EnumSet.of(SHIPPED, RETRY_POSSIBLE, UNFILLED, CANCELLED);
      case SHIPPED -> EnumSet.of(RECEIVED, RETURNED, CHECKED_IN, RECALLED, OVERDUE, LOST);
      case RECEIVED -> EnumSet.of(RETURNED, CHECKED_IN, RECALLED, OVERDUE, LOST);
      case RECALLED -> EnumSet.of(RETURNED, CHECKED_IN, OVERDUE, LOST);
      case OVERDUE -> EnumSet.of(RETURNED, CHECKED_IN, RECALLED, LOST);
      case RETURNED -> EnumSet.of(CHECKED_IN, LOST);
      case LOST -> EnumSet.of(CHECKED_IN);
      // The last two are the borrower's alone.
      case CHECKED_IN, CANCELLED, UNFILLED, RETRY_POSSIBLE, SENT, ON_LOAN ->
          EnumSet.noneOf(InterlibraryState.class);
    };
  }

  private Set<InterlibraryState> nextOfBorrower() {
    return switch (this) {
      case REQUESTED -> EnumSet.of(SENT, CANCELLED);
      case SENT ->
          EnumSet.of(EXPECT_TO_SUPPLY, WILL_SUPPLY, SHIPPED, RETRY_POSSIBLE, UNFILLED, CANCELLED);
      case EXPECT_TO_SUPPLY ->
          EnumSet.of(WILL_SUPPLY, SHIPPED, RETRY_POSSIBLE, UNFILLED, CANCELLED);
      case WILL_SUPPLY -> EnumSet.of(SHIPPED, RETRY_POSSIBLE, UNFILLED, CANCELLED);
      // Accepted, it goes to the same lender again; declined, to the next.
      case RETRY_POSSIBLE -> EnumSet.of(SENT, UNFILLED, CANCELLED);
      // It goes on to the next lender.
      case UNFILLED -> EnumSet.of(SENT, CANCELLED);
      case SHIPPED -> EnumSet.of(RECEIVED, RETURNED, LOST);
      case RECEIVED -> EnumSet.of(ON_LOAN, RETURNED, RECALLED, OVERDUE, LOST);
      case ON_LOAN -> EnumSet.of(CHECKED_IN, RECALLED, OVERDUE, LOST);
      case RECALLED -> EnumSet.of(CHECKED_IN, RETURNED, OVERDUE, LOST);
      case OVERDUE -> EnumSet.of(CHECKED_IN, RETURNED, RECALLED, LOST);
      case CHECKED_IN -> EnumSet.of(RETURNED, LOST);
      case LOST -> EnumSet.of(CHECKED_IN);
      case RETURNED, CANCELLED -> EnumSet.noneOf(InterlibraryState.class);
    };
  }

  /** Whether it is a final state. */
  public boolean isOver(Side side) {
    return next(side).isEmpty();
  }

  /** The state whose {@link #text()} this is, or empty. */
  public static Optional<InterlibraryState> of(String text) {
    return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
  }

  /** The state's name for users, {@code will-supply}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
