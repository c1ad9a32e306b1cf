package org.samling.z3950.ill;

/** Bytes that are no ILL-Request. Its message says why, in words that may be sent back. */
public final class IllFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IllFormatException(String message) {
    super(message, null, false, false);
  }
}
