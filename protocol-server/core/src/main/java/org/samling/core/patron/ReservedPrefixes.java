package org.samling.core.patron;

/**
 * How texts begin that stand for patrons' identifiers: the stored form of a CPR number, and
 * handles. No identifier begins like that.
 */
public final class ReservedPrefixes {

  /** How the stored form of a CPR number begins. */
  public static final String CPR = "cpr:";

  /** How a handle begins ({@link PatronRegister#handle}). */
  public static final String HANDLE = "~";

  private ReservedPrefixes() {}

  /** Whether a text begins like one of them. */
  public static boolean isIn(String identifier) {
    return identifier.startsWith(CPR) || identifier.startsWith(HANDLE);
  }
}
