package org.samling.sip2;

/**
 * A patron's identifier: a library card, or in Denmark just as often a CPR number, typed or
 * scanned. Anything that looks like a CPR number (ten digits that start with a day and a month,
 * with or without a hyphen or blank after six) is masked when printed.
 *
 * @param value the identifier in clear text
 */
public record Sip2PatronId(String value) implements Sip2Value {
  /** No patron. */
  public static final Sip2PatronId NONE = new Sip2PatronId("");

  private static final int CPR_DIGITS = 10;

  @Override
  public String wire() {
    return value;
  }

  @Override
  public String toString() {
    StringBuilder masked = null;
    for (int i = 0; i < value.length(); ) {
      if (!isDigit(i)) {
        i++;
        continue;
      }
      int start = i;
      int digits = 0;
      while (isDigit(i)
          || (digits == 6 && i < value.length() && isGap(value.charAt(i)) && isDigit(i + 1))) {
        digits += isDigit(i) ? 1 : 0;
        i++;
      }
      if (digits == CPR_DIGITS && startsWithDayAndMonth(start)) {
        masked = masked == null ? new StringBuilder(value) : masked;
        for (int j = start; j < i; j++) {
          masked.setCharAt(j, '*');
        }
      }
    }
    return masked == null ? value : masked.toString();
  }

  private boolean startsWithDayAndMonth(int start) {
    int day = number(start);
    int month = number(start + 2);
    // Replacement numbers for people without a CPR number add 60 to the day.
    return ((day >= 1 && day <= 31) || (day >= 61 && day <= 91)) && month >= 1 && month <= 12;
  }

  private static boolean isGap(char c) {
    return c == '-' || c == ' ';
  }

  private int number(int at) {
    return (value.charAt(at) - '0') * 10 + (value.charAt(at + 1) - '0');
  }

  private boolean isDigit(int at) {
    return at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9';
  }
}
