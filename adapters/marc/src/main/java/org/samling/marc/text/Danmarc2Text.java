package org.samling.marc.text;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RepairKind;

/**
 * The texts of danMARC2, as they are written and as they are kept.
 *
 * <p>Written in ISO 8859-1, other characters stand as escapes (danMARC2, appendix K):
 *
 * <ul>
 *   <li>{@code @@}, {@code @*} and {@code @¤} are the sign itself: {@code *} begins a subfield in
 *       the line format, {@code ¤} marks filing.
 *   <li>{@code @å} and {@code @Å} are ꜳ and Ꜳ (U+A733, U+A732), the double a that files as å.
 *   <li>{@code @0113} is the character with this number, in four hexadecimal digits.
 *   <li>The part before {@code ¤} is ignored in filing: {@code Den ¤femte}.
 * </ul>
 *
 * In danMARC2 an escaped diacritic precedes its letter; here it follows the letter, as in Unicode.
 * Characters beyond U+FFFF, which the standard does not cover, are escaped as their two surrogates.
 * Here the filing mark is U+009C, with U+0098 at the beginning of the text (ISO 6630), so that it
 * is never mistaken for the sign ¤.
 *
 * <p>In marcXchange everything is written in Unicode, and only ¤ is escaped.
 */
public final class Danmarc2Text {

  private static final char ESCAPE = '@';
  private static final char FILING = '¤';
  private static final char NON_SORTING_BEGIN = '\u0098';
  private static final char NON_SORTING_END = '\u009C';
  private static final char REPLACEMENT = '\uFFFD';
  private static final int DIGITS = 4;

  private final String raw;
  private final StringBuilder text = new StringBuilder();

  /** Escaped diacritics waiting for their letter. */
  private final StringBuilder diacritics = new StringBuilder();

  private @Nullable RepairKind fault;
  private int faultAt;
  private int at;

  private Danmarc2Text(String raw) {
    this.raw = raw;
  }

  /**
   * A decoded text.
   *
   * @param fault the violation of the rules, or null; that part of the text was kept unchanged
   * @param at where the text as it was written has it
   */
  public record Read(String text, @Nullable RepairKind fault, int at) {}

  /** Decodes a text with escapes. */
  public static Read read(String raw) {
    if (raw.chars().noneMatch(c -> c == ESCAPE || c == FILING)) {
      return new Read(raw, null, 0);
    }
    var reading = new Danmarc2Text(raw);
    reading.readAll();
    return new Read(marked(reading.text), reading.fault, reading.faultAt);
  }

  /** Decodes a text of marcXchange. */
  public static String readUnicode(String raw) {
    if (raw.indexOf(FILING) < 0) {
      return raw;
    }
    var text = new StringBuilder(raw.length() + 1);
    for (var i = 0; i < raw.length(); i++) {
      var c = raw.charAt(i);
      if (c == ESCAPE && i + 1 < raw.length() && raw.charAt(i + 1) == FILING) {
        text.append(FILING);
        i++;
      } else {
        text.append(c == FILING ? NON_SORTING_END : c);
      }
    }
    return marked(text);
  }

  /** Encodes a text in ISO 8859-1 with escapes; {@link #read} gives the same text again. */
  public static String write(String text) {
    var raw = new StringBuilder(text.length() + 8);
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      var end = i + Character.charCount(c);
      if (c != NON_SORTING_END && !isDiacritic(c)) {
        while (end < text.length() && isDiacritic(text.charAt(end))) {
          escape(text.charAt(end++), raw);
        }
      }
      write(c, raw);
      i = end;
    }
    return raw.toString();
  }

  /** Encodes a text for marcXchange. */
  public static String writeUnicode(String text) {
    var raw = new StringBuilder(text.length() + 2);
    for (var i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case NON_SORTING_BEGIN -> {
          // Left out: nonfiling text always begins the text.
        }
        case NON_SORTING_END -> raw.append(FILING);
        case FILING -> raw.append(ESCAPE).append(FILING);
        default -> raw.append(text.charAt(i));
      }
    }
    return raw.toString();
  }

  private static void write(int c, StringBuilder raw) {
    switch (c) {
      case NON_SORTING_BEGIN -> {
        // Left out: nonfiling text always begins the text.
      }
      case NON_SORTING_END -> raw.append(FILING);
      case ESCAPE, '*', FILING -> raw.append(ESCAPE).append((char) c);
      case 'ꜳ' -> raw.append(ESCAPE).append('å');
      case 'Ꜳ' -> raw.append(ESCAPE).append('Å');
      default -> {
        if (c >= 0x20 && c <= 0xFF && !Character.isISOControl(c)) {
          raw.append((char) c);
        } else {
          for (var unit : Character.toChars(c)) {
            escape(isReadable(c) ? unit : REPLACEMENT, raw);
          }
        }
      }
    }
  }

  private static void escape(char unit, StringBuilder raw) {
    raw.append("@%04X".formatted((int) unit));
  }

  private static String marked(StringBuilder text) {
    return text.indexOf(String.valueOf(NON_SORTING_END)) < 0
        ? text.toString()
        : NON_SORTING_BEGIN + text.toString();
  }

  private void readAll() {
    while (at < raw.length()) {
      var c = raw.codePointAt(at);
      switch (c) {
        case ESCAPE -> readEscape();
        case FILING -> {
          endDiacritics();
          text.append(NON_SORTING_END);
          at++;
        }
        default -> take(c, Character.charCount(c));
      }
    }
    endDiacritics();
  }

  private void readEscape() {
    var next = at + 1 < raw.length() ? raw.charAt(at + 1) : '\0';
    switch (next) {
      case ESCAPE, '*', FILING -> take(next, 2);
      case 'å' -> take('ꜳ', 2);
      case 'Å' -> take('Ꜳ', 2);
      default -> readNumber();
    }
  }

  private void readNumber() {
    var unit = number(at);
    if (unit >= 0 && Character.isHighSurrogate((char) unit)) {
      var low = number(at + 1 + DIGITS);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        take(Character.toCodePoint((char) unit, (char) low), 2 * (1 + DIGITS));
        return;
      }
    }
    if (!isReadable(unit)) {
      fault = RepairKind.ESCAPE_UNKNOWN;
      faultAt = at;
      take(ESCAPE, 1);
    } else if (isDiacritic(unit)) {
      diacritics.append((char) unit);
      at += 1 + DIGITS;
    } else {
      take(unit, 1 + DIGITS);
    }
  }

  /** The number of the escape at an index, or -1 if there is none. */
  private int number(int from) {
    var end = from + 1 + DIGITS;
    if (end > raw.length() || raw.charAt(from) != ESCAPE) {
      return -1;
    }
    var number = 0;
    for (var i = from + 1; i < end; i++) {
      var c = raw.charAt(i);
      var digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * 16 + digit;
    }
    return number;
  }

  private void take(int c, int size) {
    text.appendCodePoint(c).append(diacritics);
    diacritics.setLength(0);
    at += size;
  }

  private void endDiacritics() {
    if (!diacritics.isEmpty()) {
      fault = RepairKind.DIACRITIC_ALONE;
      faultAt = at;
      text.append(diacritics);
      diacritics.setLength(0);
    }
  }

  /**
   * Whether a text may have this character: not a lone surrogate, NUL, a field separator or a
   * filing mark.
   */
  private static boolean isReadable(int c) {
    return c > 0
        && (c < 0x1D || c > 0x1F)
        && c != NON_SORTING_BEGIN
        && c != NON_SORTING_END
        && Character.getType(c) != Character.SURROGATE;
  }

  /** The blocks of combining diacritical marks (Unicode 4.3, 7.9). */
  private static boolean isDiacritic(int c) {
    return (c >= 0x0300 && c <= 0x036F)
        || (c >= 0x1AB0 && c <= 0x1AFF)
        || (c >= 0x1DC0 && c <= 0x1DFF)
        || (c >= 0x20D0 && c <= 0x20FF)
        || (c >= 0xFE20 && c <= 0xFE2F);
  }
}
