package org.samling.core.ill;

import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryState.Side;

/** What the other library of a request is told, in words of ISO 18626. */
public enum PeerNotice {
  /** The borrower asks for it. */
  REQUEST,
  /** The item has come. */
  RECEIVED,
  /** It was sent back. */
  SHIPPED_RETURN,
  /** It is not wanted any more. */
  CANCEL,
  /** The borrower asks how it stands. */
  STATUS_REQUEST,
  /** The lender answers a request. */
  REQUEST_RESPONSE,
  /** The request stands otherwise with the lender. */
  STATUS_CHANGE,
  /** The lender was asked how it stands. */
  STATUS_REQUEST_RESPONSE,
  /** The lender was asked to renew. */
  RENEW_RESPONSE,
  /** The lender was asked to cancel. */
  CANCEL_RESPONSE;

  /**
   * What is told where a request comes to stand otherwise.
   *
   * @param side who keeps the request
   * @param state how it stands
   * @return what, or null where the other library knows it or need not
   */
  public static @Nullable PeerNotice of(Side side, InterlibraryState state) {
    return switch (side) {
      case LENDING ->
          switch (state) {
            case WILL_SUPPLY, SHIPPED, UNFILLED, CANCELLED, RECALLED, OVERDUE, LOST, CHECKED_IN ->
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
                WILL_SUPPLY,
                SHIPPED,
                ON_LOAN,
                CHECKED_IN,
                UNFILLED,
                RECALLED,
                OVERDUE,
                LOST ->
                null;
          };
    };
  }
}
