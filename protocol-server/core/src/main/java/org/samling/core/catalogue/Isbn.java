package org.samling.core.catalogue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The International Standard Book Number (ISO 2108) as found in catalogues: with or without hyphens
 * and often followed by a word about the binding.
 */
public final class Isbn {

  private Isbn() {}

  /**
   * The ISBN at the beginning of a text, as 13 digits.
   *
   * @return the number, or null if there is none or its check digit is wrong
   */
  public static @Nullable String toIsbn13(String text) {
    var digits = new StringBuilder(13);
    for (var c : text.strip().toUpperCase(Locale.ROOT).toCharArray()) {
      if ((c >= '0' && c <= '9') || (c == 'X' && digits.length() == 9)) {
        digits.append(c);
      } else if (c != '-' && c != ' ' && c != '\u2010' && c != '\u2011' && c != '\u2013') {
        break;
      }
      if (digits.length() == 13) {
        break;
      }
    }
    return switch (digits.length()) {
      case 13 -> isIsbn13(digits) ? digits.toString() : null;
      case 10, 11, 12 -> fromIsbn10(digits.substring(0, 10));
      default -> null;
    };
  }

  private static boolean isIsbn13(CharSequence digits) {
    var prefix = digits.subSequence(0, 3).toString();
    return (prefix.equals("978") || prefix.equals("979"))
        && digits.charAt(9) != 'X'
        && digits.charAt(12) == checkDigit13(digits);
  }

  private static @Nullable String fromIsbn10(String digits) {
    var sum = 0;
    for (var i = 0; i < 10; i++) {
      var c = digits.charAt(i);
      sum += (10 - i) * (c == 'X' ? 10 : c - '0');
    }
    if (sum % 11 != 0) {
      return null;
    }
    var thirteen = "978" + digits.substring(0, 9);
    return thirteen + checkDigit13(thirteen);
  }

  private static char checkDigit13(CharSequence digits) {
    var sum = 0;
    for (var i = 0; i < 12; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
