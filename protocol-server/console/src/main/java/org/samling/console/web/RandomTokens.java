package org.samling.console.web;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that nobody can guess, fit for cookies and addresses. */
final class RandomTokens {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomTokens() {}

  /** One of 43 characters. */
  static String next() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
