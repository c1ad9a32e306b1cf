package org.samling.z3950.ber;

/** Bytes that are not BER, or not a message of the standard. It never leaves the package. */
public final class Z3950FormatException extends RuntimeException {
  private final String reason;
  private final int offset;

  /**
   * @param reason what is wrong, without any data of the message
   * @param offset where it is wrong, in bytes from the start
   */
  public Z3950FormatException(String reason, int offset) {
    // Anyone can cause it by sending bytes, so it has no stack trace.
    super(reason, null, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  public String reason() {
    return reason;
  }

  public int offset() {
    return offset;
  }
}
