package org.samling.z3950.ill;

/**
 * Bytes are not an ILL-Request. The exception's message gives the reason, in words that may be sent
 * back.
 */
public final class IllFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IllFormatException(String message) {
    super(message, null, false, false);
  }
}
