package org.samling.iso18626;

import org.jspecify.annotations.Nullable;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Message.ErrorData;

/**
 * Says that bytes are no message of ISO 18626, or that one lacks something; its message is a
 * sentence that holds no data of the message.
 */
public final class Iso18626FormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  Iso18626FormatException(ErrorType type, String what) {
    super(what, null, false, false);
    this.type = type;
  }

  static Iso18626FormatException badlyFormed(String what) {
    return new Iso18626FormatException(ErrorType.BADLY_FORMED_MESSAGE, what);
  }

  /** What is answered. */
  ErrorData error() {
    return new ErrorData(type, what());
  }

  /** What is wrong, without any data of the message. */
  public String what() {
    @Nullable String message = getMessage();
    return message == null ? "" : message;
  }
}
