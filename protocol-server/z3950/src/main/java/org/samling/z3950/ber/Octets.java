package org.samling.z3950.ber;

import java.util.Arrays;

/**
 * Bytes from the wire that this package does not interpret: a reference id, a search term, a
 * record. Two are equal if their bytes are.
 */
public final class Octets {
  private final byte[] bytes;

  /** Keeps the bytes without copying: pass an array that nobody changes. */
  public Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The exact bytes. The array is this object's own: don't change it. */
  public byte[] bytes() {
    return bytes;
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** The bytes as text. Any bytes can be converted. */
  public String text(Z3950Charset charset) {
    return charset.decode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size only: the bytes may be a password. */
  @Override
  public String toString() {
    return "Octets[" + bytes.length + " bytes]";
  }
}
