package org.samling.core.circulation.facts;

/** The state of a booking. */
public enum BookingState {
  /** Copies are promised or on loan for it. */
  BOOKED,
  /** What was lent for it was returned. */
  ENDED,
  /** Its period passed without anything being picked up. */
  NOT_FETCHED,
  /** It was cancelled. */
  CANCELLED
}
