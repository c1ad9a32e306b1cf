package org.samling.server.ncip;

/** A message as received on a connection. */
final class NcipFrame {
  private final byte[] bytes;
  private boolean early;

  /** The array is not copied: don't change it. */
  NcipFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Marks that it came before the previous one was answered. */
  void setEarly() {
    early = true;
  }

  boolean isEarly() {
    return early;
  }
}
