package org.samling.core.circulation.facts;

import java.util.UUID;

/**
 * A partner's reference for a hold that it placed.
 *
 * @param account the account that asked
 * @param agency the agency that issued the number, as the partner names it; empty where it names
 *     none
 * @param value the number, 1 to {@value #LONGEST} characters
 */
public record HoldReference(UUID account, String agency, String value) {

  /** The longest number and agency, in characters. */
  public static final int LONGEST = 200;

  /** Checks the lengths. */
  public HoldReference {
    if (value.isEmpty() || value.length() > LONGEST || agency.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a reference has 1 to %d characters, and its agency at most as many".formatted(LONGEST));
    }
  }
}
