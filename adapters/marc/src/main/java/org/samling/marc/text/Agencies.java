package org.samling.marc.text;

/**
 * Danish library numbers, six digits, and the ISIL (ISO 15511) that is made of them. What is no
 * such number, or an ISIL of another country, stays as it is.
 */
public final class Agencies {

  private static final String DENMARK = "DK-";
  private static final int DIGITS = 6;

  private Agencies() {}

  /** 870970 becomes DK-870970. */
  public static String toIsil(String agency) {
    return isNumber(agency) ? DENMARK + agency : agency;
  }

  /** DK-870970 becomes 870970. */
  public static String ofIsil(String isil) {
    var rest = isil.startsWith(DENMARK) ? isil.substring(DENMARK.length()) : isil;
    return isNumber(rest) ? rest : isil;
  }

  private static boolean isNumber(String text) {
    return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
