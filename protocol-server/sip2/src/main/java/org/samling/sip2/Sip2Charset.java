package org.samling.sip2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The character sets that units use. A letter that a set lacks is written with letters that it has;
 * Danish letters follow Danish practice (å is aa, æ is ae, ø is oe). Neither reading nor writing
 * ever fails.
 */
public enum Sip2Charset {
  /** The standard's default: "English (IBM 850)". */
  CP850("IBM850"),
  ISO_8859_1("ISO-8859-1"),
  WINDOWS_1252("windows-1252"),
  UTF_8("UTF-8"),
  US_ASCII("US-ASCII");

  private static final char REPLACEMENT = '\uFFFD';

  private final Charset charset;

  /** For each character up to the highest known, whether the set has it; null if it has all. */
  @SuppressWarnings("ImmutableEnumChecker") // never written after construction
  private final boolean @Nullable [] known;

  Sip2Charset(String name) {
    this.charset = Charset.forName(name);
    this.known = charset.equals(StandardCharsets.UTF_8) ? null : known(charset);
  }

  private static boolean[] known(Charset charset) {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    var characters = new String(all, charset).replace(String.valueOf(REPLACEMENT), "");
    var known = new boolean[characters.chars().max().orElse(0) + 1];
    characters.chars().forEach(c -> known[c] = true);
    return known;
  }

  /**
   * The set with this name, as written in a configuration: {@code CP850}, {@code utf-8}, {@code
   * ISO-8859-1}, {@code latin1} ...
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Sip2Charset named(String name) {
    for (var candidate : values()) {
      if (candidate.charset.name().equalsIgnoreCase(name)
          || candidate.charset.aliases().stream().anyMatch(name::equalsIgnoreCase)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "unknown SIP2 character set \"%s\"; use one of %s"
            .formatted(
                name,
                Arrays.stream(values())
                    .map(Sip2Charset::toString)
                    .collect(Collectors.joining(", "))));
  }

  public Charset charset() {
    return charset;
  }

  @Override
  public String toString() {
    return name().replace('_', '-');
  }

  /** Text from the wire: invalid bytes become U+FFFD, control characters become blanks. */
  String decode(byte[] bytes, int from, int count) {
    if (count == 0) {
      return "";
    }
    var text = new String(bytes, from, count, charset);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return withoutControls(text);
      }
    }
    return text;
  }

  private static String withoutControls(String text) {
    var clean = text.toCharArray();
    for (int i = 0; i < clean.length; i++) {
      if (Character.isISOControl(clean[i])) {
        clean[i] = ' ';
      }
    }
    return new String(clean);
  }

  /**
   * Text for the wire: all of it can be written in this set, with no control characters and no
   * delimiter.
   */
  String clean(String text, char delimiter) {
    if (isClean(text, delimiter)) {
      return text;
    }
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    var clean = new StringBuilder(composed.length() + 8);
    composed.codePoints().forEach(c -> append(clean, c, delimiter));
    return clean.toString();
  }

  /**
   * The number of characters that a text takes in a message: a letter that the set lacks may need
   * several.
   */
  public int lengthOf(String text) {
    return clean(text, Sip2Codec.DELIMITER).length();
  }

  private boolean isClean(String text, char delimiter) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Combining marks and surrogates take the slow path: they may compose, or occur alone.
      if (Character.isISOControl(c) || c == delimiter || !has(c) || c >= '\u0300') {
        return false;
      }
    }
    return true;
  }

  private boolean has(int codePoint) {
    if (known == null) {
      return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
    }
    return codePoint < known.length && known[codePoint];
  }

  private void append(StringBuilder clean, int c, char delimiter) {
    if (Character.isISOControl(c) || c == delimiter || c == 0x2028 || c == 0x2029) {
      clean.append(' ');
    } else if (has(c)) {
      clean.appendCodePoint(c);
    } else {
      appendSubstitute(clean, c, delimiter);
    }
  }

  private void appendSubstitute(StringBuilder clean, int c, char delimiter) {
    var substitute = substitute(c);
    if (substitute != null) {
      clean.append(substitute.replace(delimiter, ' '));
      return;
    }
    int before = clean.length();
    if (Character.isValidCodePoint(c) && !isSurrogate(c)) {
      var parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
      parts
          .codePoints()
          .filter(part -> part != delimiter && !Character.isISOControl(part) && has(part))
          .forEach(clean::appendCodePoint);
    }
    if (clean.length() == before && !isMark(c)) {
      clean.append('?');
    }
  }

  /**
   * Letters and signs that do not decompose into a plain letter and a mark, or that Danish writes
   * differently.
   */
  private static @Nullable String substitute(int c) {
    return switch (c) {
      case 'Å' -> "Aa";
      case 'å' -> "aa";
      case 'Æ', 'Ǽ' -> "Ae";
      case 'æ', 'ǽ' -> "ae";
      case 'Ø', 'Ǿ' -> "Oe";
      case 'ø', 'ǿ' -> "oe";
      case 'Œ' -> "Oe";
      case 'œ' -> "oe";
      case 'ß' -> "ss";
      case 'ẞ' -> "SS";
      case 'Ð', 'Đ' -> "D";
      case 'ð', 'đ' -> "d";
      case 'Þ' -> "Th";
      case 'þ' -> "th";
      case 'Ł' -> "L";
      case 'ł' -> "l";
      case 'Ħ' -> "H";
      case 'ħ' -> "h";
      case 'ı' -> "i";
      case '‘', '’', '‚', '‛', '′', 'ʻ', 'ʼ' -> "'";
      case '“', '”', '„', '‟', '″', '«', '»' -> "\"";
      case '‹' -> "<";
      case '›' -> ">";
      case '‐', '‑', '‒', '–', '—', '―', '−' -> "-";
      case '…' -> "...";
      case '•', '·' -> "*";
      case '€' -> "EUR";
      case '£' -> "GBP";
      case '©' -> "(c)";
      case '®' -> "(r)";
      case '×' -> "x";
      default -> null;
    };
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
  }
}
