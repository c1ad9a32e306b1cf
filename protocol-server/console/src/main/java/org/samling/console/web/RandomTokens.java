package org.samling.console.web;

import java.security.SecureRandom;
import java.util.Base64;

/** Random tokens that can't be guessed, safe in cookies and URLs. */
final class RandomTokens {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomTokens() {}

  /** Returns a token of 43 characters. */
  static String next() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
