package org.samling.z3950;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** One APDU as it is on the wire. Two frames are equal if their bytes are. */
public final class Z3950Frame {
  private final byte[] bytes;

  /** Keeps the bytes without copying: pass an array that nobody changes. */
  public Z3950Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The exact bytes. The array is the frame's own: don't change it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Writes the bytes. */
  public void writeTo(ByteBuf out) {
    out.writeBytes(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Z3950Frame frame && Arrays.equals(bytes, frame.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size only: a frame holds passwords. */
  @Override
  public String toString() {
    return "Z3950Frame[" + bytes.length + " bytes]";
  }
}
