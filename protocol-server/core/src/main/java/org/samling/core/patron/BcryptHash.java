package org.samling.core.patron;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PIN as another system hashed it, by bcrypt. It can be checked here, but not be read.
 *
 * @param cost the binary logarithm of the number of rounds, 4 to {@link #MAX_COST}
 * @param salt 16 bytes
 * @param digest 23 bytes
 */
public record BcryptHash(int cost, byte[] salt, byte[] digest) {

  /** The highest cost that is taken over: a check at it takes about half a second. */
  public static final int MAX_COST = 12;

  private static final int MIN_COST = 4;

  /** {@code $2x$} marks hashes of a faulty implementation, which are not taken. */
  private static final Pattern TEXT =
      Pattern.compile("\\$2[aby]?\\$([0-9]{2})\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");

  private static final String ALPHABET =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String STANDARD =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** Copies the bytes. */
  public BcryptHash {
    salt = salt.clone();
    digest = digest.clone();
  }

  /** Reads the usual text, such as {@code $2a$08$...}; empty for any other, or a higher cost. */
  public static Optional<BcryptHash> parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var cost = Integer.parseInt(parts.group(1));
    return cost < MIN_COST || cost > MAX_COST
        ? Optional.empty()
        : Optional.of(new BcryptHash(cost, bytes(parts.group(2)), bytes(parts.group(3))));
  }

  /** Bcrypt's base 64 is the usual one in another order, without padding. */
  private static byte[] bytes(String text) {
    var usual = new StringBuilder(text.length());
    text.chars().forEach(c -> usual.append(STANDARD.charAt(ALPHABET.indexOf(c))));
    return Base64.getDecoder().decode(usual.toString());
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  @Override
  public byte[] digest() {
    return digest.clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
