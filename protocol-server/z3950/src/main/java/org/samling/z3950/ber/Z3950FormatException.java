package org.samling.z3950.ber;

/** Bytes that are no BER, or no message of the standard. It never leaves the package. */
public final class Z3950FormatException extends RuntimeException {
  private final String reason;
  private final int offset;

  /**
   * @param reason what is wrong, without any data of the message
   * @param offset where, in bytes from the start
   */
  public Z3950FormatException(String reason, int offset) {
    // Made for whatever anyone sends: no stack trace.
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
