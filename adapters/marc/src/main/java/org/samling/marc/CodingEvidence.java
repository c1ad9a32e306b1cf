package org.samling.marc;

import java.text.Normalizer;

/**
 * What the bytes of a record tell of their coding.
 *
 * @param high bytes above 7F
 * @param escapes escape characters
 * @param sequences sound UTF-8 sequences of several bytes
 * @param malformed bytes above 7F that belong to no such sequence
 * @param runs bytes above 7F that follow another one
 * @param unlikely bytes that MARC-8 does not define, and bytes that in MARC-8 would put a mark on
 *     something that has none in any language: an acute accent on a comma
 */
record CodingEvidence(int high, int escapes, int sequences, int malformed, int runs, int unlikely) {

  static CodingEvidence of(byte[] bytes, int from, int to) {
    var high = 0;
    var escapes = 0;
    var sequences = 0;
    var malformed = 0;
    var runs = 0;
    var unlikely = 0;
    var sequenceEnd = from;
    for (var i = from; i < to; i++) {
      var b = bytes[i] & 0xFF;
      if (b == 0x1B) {
        escapes++;
      }
      if (b < 0x80) {
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
      var likely =
          switch (b) {
            case 0xEB, 0xFA -> i + 2 < to && (bytes[i + 2] & 0xFF) == b + 1;
            case 0xEC, 0xFB -> i - 2 >= from && (bytes[i - 2] & 0xFF) == b - 1;
            default -> b >= 0xE0 ? i + 1 < to && marks(b, bytes[i + 1] & 0xFF) : isDefined(b);
          };
      unlikely += likely ? 0 : 1;
    }
    return new CodingEvidence(high, escapes, sequences, malformed, runs, unlikely);
  }

  /** Whether ASCII is not enough. */
  boolean beyondAscii() {
    return high > 0 || escapes > 0;
  }

  /**
   * Whether the text is UTF-8, save for damage here and there.
   *
   * @param claimed whether the record says that it is
   */
  boolean isUtf8(boolean claimed) {
    return sequences > malformed || (claimed && sequences > 0 && sequences == malformed);
  }

  /**
   * Whether the text is in another alphabet: in Latin letters those beyond ASCII stand alone as a
   * rule, in Cyrillic or Greek whole words are beyond it.
   */
  boolean isOtherAlphabet() {
    return high >= 10 && runs * 2 > high;
  }

  /** How much of the text beyond ASCII makes sense in MARC-8, from 0 to 1. */
  double marc8Share() {
    return high == 0 ? 1 : 1 - (double) unlikely / high;
  }

  /** The size of the UTF-8 sequence at a place (RFC 3629, section 4), or 0 where there is none. */
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

  /** Whether a mark of the extended Latin set (ANSEL) goes with what follows it. */
  private static boolean marks(int mark, int next) {
    // Another mark may follow, or a reference to a letter that MARC-8 lacks.
    if ((next >= 0xE0 && next <= 0xFE) || next == '&') {
      return true;
    }
    if (next >= 0x80 || !Character.isLetter(next)) {
      return false;
    }
    var combining = combining(mark);
    return combining != 0
        && Normalizer.normalize("" + (char) next + combining, Normalizer.Form.NFC).length() == 1;
  }

  /** The combining characters of E0 to FE that Unicode composes with letters; 0 for the others. */
  private static char combining(int mark) {
    return switch (mark) {
      case 0xE0 -> '\u0309';
      case 0xE1 -> '\u0300';
      case 0xE2 -> '\u0301';
      case 0xE3 -> '\u0302';
      case 0xE4 -> '\u0303';
      case 0xE5 -> '\u0304';
      case 0xE6 -> '\u0306';
      case 0xE7 -> '\u0307';
      case 0xE8 -> '\u0308';
      case 0xE9 -> '\u030C';
      case 0xEA -> '\u030A';
      case 0xEE -> '\u030B';
      case 0xF0 -> '\u0327';
      case 0xF1 -> '\u0328';
      case 0xF2 -> '\u0323';
      case 0xF3 -> '\u0324';
      case 0xF4 -> '\u0325';
      case 0xF6 -> '\u0331';
      case 0xF7 -> '\u0326';
      case 0xF9 -> '\u032E';
      default -> '\0';
    };
  }

  /** Whether the extended Latin set defines a byte from 80 to DF. */
  private static boolean isDefined(int b) {
    return (b == 0x88 || b == 0x89 || b == 0x8D || b == 0x8E)
        || (b >= 0xA1 && b <= 0xBD && b != 0xAF && b != 0xBB)
        || (b >= 0xC0 && b <= 0xC8);
  }
}
