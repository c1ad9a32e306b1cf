package org.samling.iso18626;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The closed lists of ISO 18626, in the words of the schema. */
public final class Iso18626Code {

  private Iso18626Code() {}

  /** What the requesting library does or asks for (type_action). */
  public enum Action {
    /** Asks for the status of the request. */
    STATUS_REQUEST,
    /** The item was received. */
    RECEIVED,
    /** Cancels the request. */
    CANCEL,
    /** Asks to renew the loan. */
    RENEW,
    /** The item was returned. */
    SHIPPED_RETURN,
    /** The item was forwarded to another library. */
    SHIPPED_FORWARD,
    /** A note to the other library's staff. */
    NOTIFICATION
  }

  /** Why the supplying library sends a message (type_reasonForMessage). */
  public enum Reason {
    /** Replies to a request. */
    REQUEST_RESPONSE,
    /** Replies to a query about the status. */
    STATUS_REQUEST_RESPONSE,
    /** Replies to a renewal. */
    RENEW_RESPONSE,
    /** Replies to a cancellation. */
    CANCEL_RESPONSE,
    /** The status of the request has changed. */
    STATUS_CHANGE,
    /** A note to the other library's staff. */
    NOTIFICATION
  }

  /** The status of a request at the supplying library (type_status). */
  public enum Status {
    /** It was received. */
    REQUEST_RECEIVED,
    /** It will probably be filled. */
    EXPECT_TO_SUPPLY,
    /** It will be filled. */
    WILL_SUPPLY,
    /** The item is lent. */
    LOANED,
    /** The loan is overdue. */
    OVERDUE,
    /** The item is recalled. */
    RECALLED,
    /** It could be filled on other terms: the requester should retry. */
    RETRY_POSSIBLE,
    /** It can't be filled. */
    UNFILLED,
    /** The copy was sent. */
    COPY_COMPLETED,
    /** The item was returned. */
    LOAN_COMPLETED,
    /** The loan is complete, and the item will not be returned. */
    COMPLETED_WITHOUT_RETURN,
    /** It was cancelled. */
    CANCELLED
  }

  /** What is wrong with a message (type_errorType). */
  public enum ErrorType {
    /** The action is not supported. */
    UNSUPPORTED_ACTION_TYPE,
    /** The reason is not supported. */
    UNSUPPORTED_REASON_FOR_MESSAGE_TYPE,
    /** An element is not known. */
    UNRECOGNISED_DATA_ELEMENT,
    /** The value of an element is not known. */
    UNRECOGNISED_DATA_VALUE,
    /** The message can't be parsed, or lacks a required part. */
    BADLY_FORMED_MESSAGE
  }

  /** The kind of service requested (type_serviceType). */
  public enum ServiceType {
    /** A copy, which is not returned. */
    COPY,
    /** A loan of the item. */
    LOAN,
    /** Either. */
    COPY_OR_LOAN
  }

  /** How a request relates to others (type_requestType). */
  public enum RequestType {
    /** A new request. */
    NEW,
    /** A retry on other terms. */
    RETRY,
    /** A reminder of an earlier request. */
    REMINDER
  }

  /** A code as the schema writes it: {@code ExpectToSupply}. */
  public static String wire(Enum<?> code) {
    return Arrays.stream(code.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The constant with this code, ignoring case; empty if there is none. */
  public static <E extends Enum<E>> Optional<E> of(Class<E> codes, String wire) {
    return Arrays.stream(codes.getEnumConstants())
        .filter(code -> wire(code).equalsIgnoreCase(wire))
        .findFirst();
  }
}
