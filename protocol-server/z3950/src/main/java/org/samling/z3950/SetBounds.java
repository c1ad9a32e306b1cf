package org.samling.z3950;

/**
 * How many records the response to a search includes: all of a result of at most {@code
 * smallSetUpperBound}, none of one of at least {@code largeSetLowerBound}, and {@code
 * mediumSetPresentNumber} of one in between.
 */
public record SetBounds(
    long smallSetUpperBound, long largeSetLowerBound, long mediumSetPresentNumber) {

  /** No records. */
  public static final SetBounds NO_RECORDS = new SetBounds(0, 1, 0);
}
