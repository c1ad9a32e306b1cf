package org.samling.routes.iso18626;

import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Message.ErrorData;

/** A message can't be accepted, with the reason. */
final class Iso18626RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorType type;
  private final String value;

  Iso18626RefusedException(ErrorType type, String value) {
    super(value, null, false, false);
    this.type = type;
    this.value = value;
  }

  ErrorData error() {
    return new ErrorData(type, value);
  }
}
