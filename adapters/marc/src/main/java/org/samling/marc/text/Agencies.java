package org.samling.marc.text;

/**
 * Converts Danish library numbers (six digits) to ISILs (ISO 15511) and back. Any other text, such
 * as an ISIL of another country, is returned unchanged.
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
  public static String fromIsil(String isil) {
    var rest = isil.startsWith(DENMARK) ? isil.substring(DENMARK.length()) : isil;
    return isNumber(rest) ? rest : isil;
  }

  private static boolean isNumber(String text) {
    return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
