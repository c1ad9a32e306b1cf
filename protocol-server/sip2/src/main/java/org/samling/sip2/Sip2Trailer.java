package org.samling.sip2;

/**
 * The error detection at the end of a message: {@code AY}, a digit, {@code AZ} and four hex digits.
 * It is found from the end, because no delimiter need precede it, and some clients put delimiters
 * after it.
 *
 * @param start where the trailer starts, which is where the message's own fields end
 * @param sequence the digit after AY, or -1 if there is none
 * @param checksum whether the checksum is absent, empty, right or wrong
 * @param expected the right checksum, or 0 without AZ
 * @param sent the value of the digits, or -1 if they are not four hexadecimal digits
 * @param summed the number of bytes that the checksum covers: all up to and including AZ
 */
record Sip2Trailer(int start, int sequence, Checksum checksum, int expected, int sent, int summed) {

  enum Checksum {
    /** No AZ. */
    ABSENT,
    /** An AZ with nothing after it: the client wants error detection but computes no checksum. */
    EMPTY,
    RIGHT,
    WRONG
  }

  private static final int COMMAND = 2;
  private static final int SEQUENCE = 3;
  private static final int LONGEST_CHECKSUM = 6;

  boolean isPresent() {
    return sequence >= 0 || checksum != Checksum.ABSENT;
  }

  static Sip2Trailer find(byte[] bytes, byte delimiter) {
    int end = bytes.length;
    while (end > COMMAND
        && (bytes[end - 1] == delimiter || (bytes[end - 1] >= 0 && bytes[end - 1] <= ' '))) {
      end--;
    }
    for (int at = end - 2; at >= Math.max(COMMAND, end - 2 - LONGEST_CHECKSUM); at--) {
      if (bytes[at] == 'A' && bytes[at + 1] == 'Z') {
        boolean delimited = at == COMMAND || bytes[at - 1] == delimiter;
        int before = delimited && at > COMMAND ? at - 1 : at;
        if (isSequence(bytes, before - SEQUENCE)) {
          return withChecksum(bytes, before - SEQUENCE, digit(bytes[before - 1]), at + 2, end);
        } else if (delimited) {
          return withChecksum(bytes, at, -1, at + 2, end);
        }
      }
    }
    int at = end - SEQUENCE;
    if (isSequence(bytes, at) && bytes[at - 1] == delimiter && digit(bytes[end - 1]) >= 0) {
      return new Sip2Trailer(at, digit(bytes[end - 1]), Checksum.ABSENT, 0, -1, 0);
    }
    return new Sip2Trailer(bytes.length, -1, Checksum.ABSENT, 0, -1, 0);
  }

  private static boolean isSequence(byte[] bytes, int at) {
    return at >= COMMAND && bytes[at] == 'A' && bytes[at + 1] == 'Y';
  }

  private static int digit(byte b) {
    return b >= '0' && b <= '9' ? b - '0' : -1;
  }

  private static Sip2Trailer withChecksum(byte[] bytes, int start, int sequence, int from, int to) {
    int expected = checksum(bytes, from);
    int sent = hex(bytes, from, to);
    var checksum = Checksum.EMPTY;
    if (from < to) {
      checksum = sent == expected ? Checksum.RIGHT : Checksum.WRONG;
    }
    return new Sip2Trailer(start, sequence, checksum, expected, sent, from);
  }

  /** The value of four hex digits, or -1 if they are something else. */
  private static int hex(byte[] bytes, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return to - from == 4 ? value : -1;
  }

  /** The two's complement of the low sixteen bits of the sum of the first {@code length} bytes. */
  static int checksum(byte[] bytes, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += bytes[i] & 0xFF;
    }
    return -sum & 0xFFFF;
  }
}
