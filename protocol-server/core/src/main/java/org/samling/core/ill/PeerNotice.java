package org.samling.core.ill;

import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryState.Side;

/** A message to the other library of a request, in the terms of ISO 18626. */
public enum PeerNotice {
  /** The borrower requests it. */
  REQUEST,
  /** The item has arrived. */
  RECEIVED,
  /** It was sent back. */
  SHIPPED_RETURN,
  /** It is not wanted any more. */
  CANCEL,
  /** The borrower asks for a longer loan. */
  RENEW,
  /** The borrower asks for the status. */
  STATUS_REQUEST,
  /** The lender answers a request. */
  REQUEST_RESPONSE,
  /** The request's state changed with the lender. */
  STATUS_CHANGE,
  /** The lender answers a request for the status. */
  STATUS_REQUEST_RESPONSE,
  /** The lender answers a request to renew. */
  RENEW_RESPONSE,
  /** The lender answers a request to cancel. */
  CANCEL_RESPONSE;

  /**
   * The message for a change of state.
   *
   * @param side the side that stores the request
   * @param state the new state
   * @return the message, or null where the other library need not be notified
   */
  public static @Nullable PeerNotice of(Side side, InterlibraryState state) {
    return switch (side) {
      case LENDING ->
          switch (state) {
            case EXPECT_TO_SUPPLY,
                WILL_SUPPLY,
                SHIPPED,
                RETRY_POSSIBLE,
                UNFILLED,
                CANCELLED,
                RECALLED,
                OVERDUE,
                LOST,
                CHECKED_IN ->
                STATUS_CHANGE;
            case REQUESTED, SENT, RECEIVED, ON_LOAN, RETURNED -> null;
          };
      case BORROWING ->
          switch (state) {
            case SENT -> REQUEST;
            case RECEIVED -> RECEIVED;
            case RETURNED -> SHIPPED_RETURN;
            case CANCELLED -> CANCEL;
            case REQUESTED,
                EXPECT_TO_SUPPLY,
                WILL_SUPPLY,
                SHIPPED,
                ON_LOAN,
                CHECKED_IN,
                RETRY_POSSIBLE,
                UNFILLED,
                RECALLED,
                OVERDUE,
                LOST ->
                null;
          };
    };
  }
}
