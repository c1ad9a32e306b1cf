package org.samling.marc;

import java.util.Arrays;

/** A growing array of bytes. Not safe for use by several threads. */
final class ByteSink {

  private byte[] bytes;
  private int size;

  /**
   * Makes an empty sink.
   *
   * @param room the initial capacity in bytes, 1 or more
   */
  ByteSink(int room) {
    this.bytes = new byte[room];
  }

  int size() {
    return size;
  }

  /** Adds the low byte. */
  void add(int value) {
    makeRoom(1);
    bytes[size++] = (byte) value;
  }

  void add(byte[] more) {
    add(more, 0, more.length);
  }

  void add(byte[] more, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(more, from, bytes, size, to - from);
    size += to - from;
  }

  void add(ByteSink more) {
    add(more.bytes, 0, more.size);
  }

  /** Adds an ASCII text; of any other character only the low byte is added. */
  void addAscii(String text) {
    makeRoom(text.length());
    for (var i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  /** Adds a decimal number, padded with zeros on the left; it must fit in {@code digits} digits. */
  void addNumber(int value, int digits) {
    makeRoom(digits);
    var rest = value;
    for (var at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void makeRoom(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
