package org.samling.iso18626;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The closed lists of ISO 18626, in the words of the schema. */
public final class Iso18626Code {

  private Iso18626Code() {}

  /** What the requesting library does or wants (type_action). */
  public enum Action {
    /** Tell how it stands. */
    STATUS_REQUEST,
    /** The item has come. */
    RECEIVED,
    /** It is not wanted any more. */
    CANCEL,
    /** The loan is to last longer. */
    RENEW,
    /** The item was sent back. */
    SHIPPED_RETURN,
    /** The item was sent on to another library. */
    SHIPPED_FORWARD,
    /** A word to the other's staff. */
    NOTIFICATION
  }

  /** Why the supplying library writes (type_reasonForMessage). */
  public enum Reason {
    /** It answers a request. */
    REQUEST_RESPONSE,
    /** It was asked how it stands. */
    STATUS_REQUEST_RESPONSE,
    /** It was asked to renew. */
    RENEW_RESPONSE,
    /** It was asked to cancel. */
    CANCEL_RESPONSE,
    /** The request stands otherwise. */
    STATUS_CHANGE,
    /** A word to the other's staff. */
    NOTIFICATION
  }

  /** How a request stands with the supplying library (type_status). */
  public enum Status {
    /** It came. */
    REQUEST_RECEIVED,
    /** It will probably be filled. */
    EXPECT_TO_SUPPLY,
    /** It will be filled. */
    WILL_SUPPLY,
    /** The item is lent. */
    LOANED,
    /** The item was to be back by now. */
    OVERDUE,
    /** The item is wanted back. */
    RECALLED,
    /** It could be filled on other terms. */
    RETRY_POSSIBLE,
    /** It is not filled. */
    UNFILLED,
    /** The copy was sent. */
    COPY_COMPLETED,
    /** The item is back. */
    LOAN_COMPLETED,
    /** It is over, and the item does not come back. */
    COMPLETED_WITHOUT_RETURN,
    /** It was cancelled. */
    CANCELLED
  }

  /** What is wrong with a message (type_errorType). */
  public enum ErrorType {
    /** The action is none that is supported. */
    UNSUPPORTED_ACTION_TYPE,
    /** The reason is none that is supported. */
    UNSUPPORTED_REASON_FOR_MESSAGE_TYPE,
    /** An element is not understood. */
    UNRECOGNISED_DATA_ELEMENT,
    /** What an element says is not understood. */
    UNRECOGNISED_DATA_VALUE,
    /** The message can't be read, or lacks what it needs. */
    BADLY_FORMED_MESSAGE
  }

  /** What is wanted (type_serviceType). */
  public enum ServiceType {
    /** A copy, which stays. */
    COPY,
    /** The item, which comes back. */
    LOAN,
    /** Either. */
    COPY_OR_LOAN
  }

  /** How a request relates to others (type_requestType). */
  public enum RequestType {
    /** It is the first of its kind. */
    NEW,
    /** It comes again on other terms. */
    RETRY,
    /** It asks what became of one. */
    REMINDER
  }

  /** A code as the schema writes it: {@code ExpectToSupply}. */
  public static String wire(Enum<?> code) {
    return Arrays.stream(code.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The code that is written so, in whatever case, or nothing. */
  public static <E extends Enum<E>> Optional<E> of(Class<E> codes, String wire) {
    return Arrays.stream(codes.getEnumConstants())
        .filter(code -> wire(code).equalsIgnoreCase(wire))
        .findFirst();
  }
}
