package org.samling.core.circulation.facts;

/** How far a booking has come. */
public enum BookingState {
  /** Copies are promised or on loan for it. */
  BOOKED,
  /** What was lent for it has come back. */
  ENDED,
  /** Its time passed, and nothing was fetched. */
  NOT_FETCHED,
  /** It was given up. */
  CANCELLED
}
