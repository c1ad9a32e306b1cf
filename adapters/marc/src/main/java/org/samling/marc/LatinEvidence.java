package org.samling.marc;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.marc.mapping.MappingTable;
import org.samling.marc.text.Ansel;

/**
 * Points for MARC-8 or Latin-1 (Windows-1252), given to the bytes of a record. No byte decides
 * alone: E5 is å in Latin-1, and in MARC-8 a macron over the letter that follows. Its neighbours
 * do.
 *
 * <pre>
 *   p å _ ø e n        Latin-1: the mark has no base letter
 *   70 E5 20 F8 65 6E
 *   B u l a dot R      MARC-8: no lower-case ô precedes a capital
 *   42 75 6C 61 F4 52
 * </pre>
 *
 * @param marc8 points for MARC-8
 * @param latin1 points for Latin-1
 */
record LatinEvidence(int marc8, int latin1) {

  /** The lead in points that makes a coding clear. */
  static final int CLEAR = 3;

  /** The maximum number of marks on one letter. */
  private static final int MOST_MARKS = 3;

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** Common words of Danish, German and French, in Latin-1. */
  private static final Set<String> WORDS =
      MappingTable.lines("latin1-words.txt").stream()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());

  /** The lead of MARC-8 in points; negative if Latin-1 leads. */
  int lead() {
    return marc8 - latin1;
  }

  boolean isClear() {
    return Math.abs(lead()) >= CLEAR;
  }

  /** Examines a range of an array. */
  static LatinEvidence of(byte[] bytes, int from, int to) {
    return new Pass(bytes, from, to).all();
  }

  /** One pass over the bytes of a record. */
  private static final class Pass {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private int marc8;
    private int latin1;

    Pass(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }

    LatinEvidence all() {
      var word = from;
      var isBeyondAscii = false;
      for (var i = from; i <= to; i++) {
        var b = at(i);
        if (b >= 0x80) {
          examine(i);
        }
        if (Ansel.isLatin1Letter(b)) {
          isBeyondAscii |= b >= 0x80;
          continue;
        }
        if (isBeyondAscii && isWord(word, i)) {
          latin1 += 3;
        }
        word = i + 1;
        isBeyondAscii = false;
      }
      return new LatinEvidence(marc8, latin1);
    }

    private boolean isWord(int word, int end) {
      return WORDS.contains(
          new String(bytes, word, end - word, WINDOWS_1252).toLowerCase(Locale.ROOT));
    }

    private int at(int i) {
      return i < from || i >= to || isCode(i) ? 0 : bytes[i] & 0xFF;
    }

    /** Whether a byte is a subfield code rather than text. */
    private boolean isCode(int i) {
      return i > from && bytes[i - 1] == Iso2709Frames.DELIMITER;
    }

    private void count(int points) {
      marc8 += Math.max(points, 0);
      latin1 += Math.max(-points, 0);
    }

    private void examine(int i) {
      var b = at(i);
      if (!Ansel.isDefined(b)) {
        undefined(i, b);
      } else if (b >= Ansel.FIRST_MARK) {
        mark(i, b);
      } else if (b >= 0xC0) {
        sign(i, b);
      } else if (b >= 0xA1) {
        letter(i, b);
      }
    }

    /** A byte that MARC-8 leaves undefined. */
    private void undefined(int i, int b) {
      var isCapital = b >= 0xC9 && b <= 0xDE && b != 0xD7;
      if (b == 0x81 || b == 0x8F || b == 0x90 || b == 0x9D) {
        count(0); // Undefined in Windows-1252 too.
      } else if (isCapital && isSmall(at(i - 1))) {
        count(0); // No capital within a word.
      } else if (isCapital || b == 0xDF || b == 0xFC || b == 0xFD) {
        var isInWord = Ansel.isLatin1Letter(at(i - 1)) || Ansel.isLatin1Letter(at(i + 1));
        count(isInWord ? -2 * CLEAR : -CLEAR);
      } else {
        count(-CLEAR);
      }
    }

    private void mark(int i, int mark) {
      var next = at(i + 1);
      if (isMark(at(i - 1))) {
        return; // Counted with the first mark.
      }
      var marks = 1;
      while (isMark(at(i + marks))) {
        marks++;
      }
      if (marks > 1) {
        var isOver = isBase(at(i + marks)) && marks <= MOST_MARKS;
        count(isOver ? Ansel.pair(mark, next) : -CLEAR);
        return;
      }
      if (Ansel.isSecondHalf(mark)) {
        // Counted with its first half, if there was one.
        count(Ansel.isFirstHalf(at(i - 2), mark) ? 0 : -1);
      } else if (Ansel.isFirstHalf(mark, at(i + 2)) && Ansel.isLetter(next)) {
        count(4);
      } else if (isCapital(next)) {
        count(3);
      } else if (isSmall(next)) {
        count(Ansel.points(mark, (char) next));
      } else if (next >= 0x80) {
        count(Ansel.isLetter(next) ? 2 : 0);
      } else if (!(next == '&' && at(i + 2) == '#') && next != TextCoding.ESCAPE) {
        count(-3);
      }
    }

    private static boolean isMark(int b) {
      return b >= Ansel.FIRST_MARK && Ansel.isDefined(b);
    }

    private static boolean isBase(int b) {
      return Ansel.isLetter(b) && b != 0xC7;
    }

    /** C0 to C8: signs in MARC-8, but for ß; capital letters in Latin-1. */
    private void sign(int i, int sign) {
      var before = at(i - 1);
      var next = at(i + 1);
      if (sign == 0xC7) {
        count(isSmall(before) ? 3 : isSmall(next) ? -2 : 0);
      } else if (sign == 0xC0 && isDigit(before)) {
        count(2); // 20°
      } else if (sign == 0xC3 && isDigit(next)) {
        count(2); // ©1998
      } else if (sign == 0xC4 && isKey(i - 1)) {
        count(Ansel.isLetter(next) ? 0 : 2); // F♯
      } else if (!Ansel.isLetter(before) && isSmall(next)) {
        count(-2); // År
      } else if (isCapital(before)) {
        count(isSmall(next) ? 0 : -2); // BLÅ
      } else if (sign == 0xC5 || sign == 0xC6) {
        count(isCapital(next) && isSmall(at(i + 2)) ? 2 : 0); // ¿Qué
      }
    }

    /** Whether a letter is the name of a musical note. */
    private boolean isKey(int i) {
      return isAscii(at(i), 'A', 'G') && !Ansel.isLetter(at(i - 1));
    }

    /** A1 to BD: mostly letters in MARC-8, mostly signs in Latin-1. */
    private void letter(int i, int letter) {
      var before = at(i - 1);
      var next = at(i + 1);
      var follows = Ansel.isLetter(before);
      var isFollowed = Ansel.isLetter(next) || isMark(next);
      if (!Ansel.isLetter(letter)) {
        count(sign(letter, before, next, follows && isFollowed));
      } else if (letter == 0xAD && isSmall(before)) {
        count(-1); // A soft hyphen.
      } else if (!follows && !isFollowed) {
        // £5, and ¼ or ½
        count(letter == 0xBC || letter == 0xBD || (letter == 0xA3 && isDigit(next)) ? -2 : 0);
      } else if (follows && isFollowed) {
        count(3);
      } else if (isFollowed) {
        count(letter == 0xA1 || letter == 0xA4 ? 0 : 2); // ¡, and ¤ before a non-filing part
      } else {
        count(letter == 0xB2 || letter == 0xB3 || letter == 0xBA ? 0 : 2); // m², m³, nº
      }
    }

    /** The points of a byte that is a sign in both. */
    private static int sign(int sign, int before, int next, boolean isInWord) {
      var isLatin1Word = before == 'l' && next == 'l'; // Catalan: col·lecció
      return switch (sign) {
        // The soft sign, which is also the minute's; §
        case 0xA7 -> isInWord || isDigit(before) ? 2 : isDigit(next) || next == ' ' ? -2 : 0;
        // The hard sign, which is also the second's; ·
        case 0xB7 -> isLatin1Word ? -2 : isInWord ? 2 : isDigit(before) ? 1 : 0;
        // alif; ®
        case 0xAE -> isInWord ? 2 : 0;
        // ayn; °
        case 0xB0 -> isInWord ? 2 : isDigit(before) ? -2 : 0;
        // ♭; ©
        case 0xA9 -> isDigit(next) ? -2 : 0;
        // £; ¹
        case 0xB9 -> isInWord || Ansel.isLetter(before) || isDigit(before) ? 0 : 2;
        default -> 0;
      };
    }

    private static boolean isSmall(int b) {
      return isAscii(b, 'a', 'z');
    }

    private static boolean isCapital(int b) {
      return isAscii(b, 'A', 'Z');
    }

    private static boolean isDigit(int b) {
      return isAscii(b, '0', '9');
    }

    private static boolean isAscii(int b, char first, char last) {
      return b >= first && b <= last;
    }
  }
}
