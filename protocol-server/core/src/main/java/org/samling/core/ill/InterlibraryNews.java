package org.samling.core.ill;

/**
 * What a patron is told of a request to other libraries. That it is ready is told as of any hold.
 */
public enum InterlibraryNews {
  /** Another library was asked for it. */
  ASKED,
  /** It is on its way. */
  SHIPPED,
  /** No library that was asked can supply it. */
  UNAVAILABLE;

  /** The news of a state. */
  public static InterlibraryNews of(InterlibraryState state) {
    return switch (state) {
      case SHIPPED -> SHIPPED;
      case UNFILLED -> UNAVAILABLE;
      default -> ASKED;
    };
  }

  /** Its number as the step of a notice, from 1. */
  public int step() {
    return ordinal() + 1;
  }

  /** The news with this number. */
  public static InterlibraryNews of(int step) {
    return values()[step - 1];
  }

  /** Whether it is still true of a request in a state. */
  public boolean holdsIn(InterlibraryState state) {
    return switch (this) {
      case ASKED ->
          switch (state) {
            case SENT, EXPECT_TO_SUPPLY, WILL_SUPPLY, RETRY_POSSIBLE -> true;
            default -> false;
          };
      case SHIPPED -> state == InterlibraryState.SHIPPED;
      case UNAVAILABLE -> state == InterlibraryState.UNFILLED;
    };
  }
}
