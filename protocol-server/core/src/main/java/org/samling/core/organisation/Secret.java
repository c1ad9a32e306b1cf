package org.samling.core.organisation;

import java.security.SecureRandom;

/**
 * A password or PIN on its way to be checked. Its text is never shown by accident.
 *
 * @param value the text itself
 */
public record Secret(String value) {

  /** Letters and digits, without those that are easily confused. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int OF_A_GROUP = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new secret that can be read aloud: 20 letters and digits in groups, 99 random bits. */
  public static Secret madeUp() {
    var text = new StringBuilder();
    for (var i = 0; i < GROUPS * OF_A_GROUP; i++) {
      text.append(i > 0 && i % OF_A_GROUP == 0 ? "-" : "")
          .append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return new Secret(text.toString());
  }

  @Override
  public String toString() {
    return "***";
  }
}
