package org.samling.core.organisation;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An agency of a tenant: a library, or several under one direction, with a code of its own.
 *
 * @param number its code: in Denmark the library number of six digits, elsewhere its ISIL or any
 *     code of its own
 * @param kind whether it is public or a school's; its code does not tell
 * @param isil the International Standard Identifier for Libraries (ISO 15511); the code where the
 *     agency has none
 * @param cataloguingNumber a Danish school agency's number in cataloguing (3xxxxx), or null
 * @param name its name
 */
public record Agency(
    String number, Kind kind, String isil, @Nullable String cataloguingNumber, String name) {

  /** What a code may be, which covers every ISIL. */
  public static final String CODE = "[A-Za-z0-9][A-Za-z0-9:/._-]{0,39}";

  private static final Pattern DANISH = Pattern.compile("[0-9]{6}");
  private static final String DENMARK = "DK-";

  /** What kind of library an agency is. */
  public enum Kind {
    /** A public library (folkebibliotek). */
    PUBLIC,
    /** A school library (pædagogisk læringscenter). */
    SCHOOL
  }

  /** The ISIL of an agency that gives none: of a Danish library number, and else the code. */
  public static String isilOf(String number) {
    return DANISH.matcher(number).matches() ? DENMARK + number : number;
  }

  /**
   * Whether it is a Danish municipality's, which only a Danish library number says.
   *
   * @param municipality the municipality's three digits
   */
  public boolean isOf(String municipality) {
    return isil.startsWith(DENMARK)
        && DANISH.matcher(number).matches()
        && number.startsWith(municipality, 1);
  }
}
