package org.samling.core.circulation.facts;

import java.util.UUID;

/**
 * What a partner calls a hold that it asked for.
 *
 * @param account the account that asked
 * @param agency whose number it is, in the partner's words; empty where it says nothing
 * @param value the number, 1 to {@value #LONGEST} characters
 */
public record HoldReference(UUID account, String agency, String value) {

  /** How long the number and the agency are at most. */
  public static final int LONGEST = 200;

  /** Checks the lengths. */
  public HoldReference {
    if (value.isEmpty() || value.length() > LONGEST || agency.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a reference has 1 to %d characters, and its agency at most as many".formatted(LONGEST));
    }
  }
}
