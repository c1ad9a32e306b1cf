package org.samling.marc;

/**
 * Counts that show whether the bytes of a record are UTF-8.
 *
 * @param high bytes above 7F
 * @param escapes escape characters
 * @param sequences well-formed UTF-8 sequences of several bytes
 * @param malformed bytes above 7F that belong to no well-formed sequence
 * @param runs bytes above 7F that follow another one
 */
record CodingEvidence(int high, int escapes, int sequences, int malformed, int runs) {

  static CodingEvidence of(byte[] bytes, int from, int to) {
    var high = 0;
    var escapes = 0;
    var sequences = 0;
    var malformed = 0;
    var runs = 0;
    var sequenceEnd = from;
    for (var i = from; i < to; i++) {
      if (bytes[i] == TextCoding.ESCAPE) {
        escapes++;
      }
      if (bytes[i] >= 0) {
        continue;
      }
      high++;
      runs += i > from && bytes[i - 1] < 0 ? 1 : 0;
      if (i >= sequenceEnd) {
        var size = utf8Size(bytes, i, to);
        sequences += size > 0 ? 1 : 0;
        malformed += size > 0 ? 0 : 1;
        sequenceEnd = i + Math.max(size, 1);
      }
    }
    return new CodingEvidence(high, escapes, sequences, malformed, runs);
  }

  /** Whether the text has anything other than ASCII. */
  boolean hasNonAscii() {
    return high > 0 || escapes > 0;
  }

  /**
   * Whether the text is UTF-8, apart from isolated damage.
   *
   * @param claimed whether the record declares UTF-8
   */
  boolean isUtf8(boolean claimed) {
    return sequences > malformed || (claimed && sequences > 0 && sequences == malformed);
  }

  /**
   * Whether the text seems to be in another alphabet. In Latin scripts letters beyond ASCII mostly
   * stand alone; in Cyrillic or Greek whole words consist of them. Vietnamese in MARC-8 comes close
   * to that.
   */
  boolean isOtherAlphabet() {
    return high >= 10 && runs * 2 > high;
  }

  /**
   * The size of the UTF-8 sequence that begins at {@code at} (RFC 3629, section 4), or 0 if none
   * does.
   */
  private static int utf8Size(byte[] bytes, int at, int to) {
    var lead = bytes[at] & 0xFF;
    var size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + size > to) {
      return 0;
    }
    var second = bytes[at + 1] & 0xFF;
    var lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    var highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (var i = at + 2; i < at + size; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }
}
