package org.samling.core.catalogue;

import java.util.Arrays;

/** An immutable byte array, equal when its contents are equal: a record as received. */
public final class Bytes {

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Takes over an array, which the caller must not change afterwards. */
  public static Bytes of(byte[] array) {
    return new Bytes(array);
  }

  /** The number of bytes. */
  public int length() {
    return array.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return array.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return array.length + " bytes";
  }
}
