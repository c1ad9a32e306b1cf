package org.samling.search.fields;

import com.ibm.icu.text.Normalizer2;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchField;

/**
 * Normalises identifiers for comparison: upper case, Unicode's compatibility form (NFKC), no
 * hyphens or blanks.
 */
public final class Identifiers {

  private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCInstance();

  private static final int ISBN_10 = 10;
  private static final int ISBN_13 = 13;
  private static final int ISSN = 8;
  private static final int LCCN_SERIAL = 6;
  private static final String BOOKLAND = "978";

  private Identifiers() {}

  /** An identifier in normalised form; empty if the text has none. */
  public static String normalised(String text) {
    var plain = normalisedPlain(text);
    return Words.truncate(plain == null ? normalisedAny(text) : plain);
  }

  /** The same, faster, for a text of ASCII; null for any other. */
  private static @Nullable String normalisedPlain(String text) {
    var compact = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c > 0x7F) {
        return null;
      }
      if (!isSeparator(c)) {
        compact.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
      }
    }
    return compact.toString();
  }

  private static String normalisedAny(String text) {
    var compact = new StringBuilder(text.length());
    COMPATIBLE
        .normalize(text)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(c -> !isSeparator(c))
        .forEach(compact::appendCodePoint);
    return compact.toString();
  }

  /**
   * The form in which an identifier of a field is searched; empty if the text has none.
   *
   * @param isWhole whether the text is a whole identifier, not the begin or end of one
   */
  public static String searchForm(SearchField field, String text, boolean isWhole) {
    if (field == SearchField.LCCN) {
      return lccn(text);
    }
    return field == SearchField.ISBN && isWhole
        ? isbnForms(text).stream().findFirst().orElseGet(() -> normalised(text))
        : normalised(text);
  }

  /**
   * A Library of Congress control number in its normalised form: without blanks, without anything
   * after a slash, and with the number after a hyphen padded to six digits.
   */
  static String lccn(String text) {
    var slash = text.indexOf('/');
    var plain = slash < 0 ? text : text.substring(0, slash);
    var hyphen = plain.indexOf('-');
    if (hyphen < 0) {
      return normalised(plain);
    }
    var serial = normalised(plain.substring(hyphen + 1));
    return normalised(plain.substring(0, hyphen))
        + "0".repeat(Math.max(0, LCCN_SERIAL - serial.length()))
        + serial;
  }

  /**
   * The ISBN (ISO 2108) at the beginning of a text, in its forms of ten and thirteen digits, with
   * the check digits that belong to it: what is printed in a book may be wrong.
   *
   * @return the forms; only one if it has no other, none if the text begins differently
   */
  public static List<String> isbn(String text) {
    return isbnOf(leadingDigits(text, ISBN_13, ISBN_10));
  }

  /** The forms of a text that is an ISBN and nothing else; none if it isn't. */
  public static List<String> isbnForms(String text) {
    var digits = leadingDigits(text, ISBN_13, ISBN_10);
    var isWhole = digits.length() == ISBN_10 || digits.length() == ISBN_13;
    return isWhole && digits.equals(normalised(text)) ? isbnOf(digits) : List.of();
  }

  private static List<String> isbnOf(String digits) {
    if (digits.length() == ISBN_13 && digits.startsWith("979")) {
      return List.of(withCheckDigit(digits.substring(0, ISBN_13 - 1)));
    }
    if (digits.length() >= ISBN_10) {
      var nine =
          digits.length() == ISBN_13 && digits.startsWith(BOOKLAND)
              ? digits.substring(BOOKLAND.length(), ISBN_13 - 1)
              : digits.substring(0, ISBN_10 - 1);
      return List.of(nine + checkDigit10(nine), withCheckDigit(BOOKLAND + nine));
    }
    return digits.isEmpty() ? List.of() : List.of(digits);
  }

  private static String withCheckDigit(String twelve) {
    return twelve + checkDigit13(twelve);
  }

  /**
   * The ISSN (ISO 3297) at the beginning of a text, in normalised form; none if it begins
   * differently.
   */
  public static List<String> issn(String text) {
    var digits = leadingDigits(text, ISSN, ISSN);
    return digits.isEmpty() ? List.of() : List.of(digits);
  }

  /** The digits at the beginning of a text; the one at {@code checkDigit}, from 1, may be an X. */
  private static String leadingDigits(String text, int longest, int checkDigit) {
    var digits = new StringBuilder(longest);
    var compact = normalised(text);
    for (var i = 0; i < compact.length() && digits.length() < longest; i++) {
      var c = compact.charAt(i);
      if (c == 'X' && i == checkDigit - 1) {
        return digits.append(c).toString();
      }
      if (c < '0' || c > '9') {
        break;
      }
      digits.append(c);
    }
    return digits.toString();
  }

  private static char checkDigit10(String nine) {
    var sum = 0;
    for (var i = 0; i < nine.length(); i++) {
      sum += (10 - i) * (nine.charAt(i) - '0');
    }
    var digit = (11 - sum % 11) % 11;
    return digit == 10 ? 'X' : (char) ('0' + digit);
  }

  private static char checkDigit13(String twelve) {
    var sum = 0;
    for (var i = 0; i < twelve.length(); i++) {
      sum += (twelve.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  private static boolean isSeparator(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.DASH_PUNCTUATION
        || c == 0x00AD
        || c == 0x2212;
  }
}
