package org.samling.server.ncip;

/** A message as it came on a connection. */
final class NcipFrame {
  private final byte[] bytes;
  private boolean early;

  /** The bytes are kept, not copied: hand over an array that nobody changes. */
  NcipFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Says that it came before the one before it was answered. */
  void setEarly() {
    early = true;
  }

  boolean isEarly() {
    return early;
  }
}
