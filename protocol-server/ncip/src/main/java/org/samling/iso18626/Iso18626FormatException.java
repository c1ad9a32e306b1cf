package org.samling.iso18626;

import org.jspecify.annotations.Nullable;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Message.ErrorData;

/**
 * Bytes are not a message of ISO 18626, or a message lacks something. The exception's message is a
 * sentence without any data of the message.
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

  /** The error to answer with. */
  ErrorData error() {
    return new ErrorData(type, reason());
  }

  /** What is wrong, without any data of the message. */
  public String reason() {
    @Nullable String message = getMessage();
    return message == null ? "" : message;
  }
}
