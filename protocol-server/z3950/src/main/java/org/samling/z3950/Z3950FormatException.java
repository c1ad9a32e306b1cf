package org.samling.z3950;

/** Bytes that are no BER, or no message of the standard. It never leaves the package. */
final class Z3950FormatException extends RuntimeException {
  private final String reason;
  private final int offset;

  /**
   * @param reason what is wrong, without any data of the message
   * @param offset where, in bytes from the start
   */
  Z3950FormatException(String reason, int offset) {
    // Made for whatever anyone sends: no stack trace.
    super(reason, null, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  String reason() {
    return reason;
  }

  int offset() {
    return offset;
  }
}
