package org.samling.postgres.hashing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.BCrypt;

/** bcrypt, for PINs that other systems hashed. Nothing is hashed by it anew. */
public final class Bcrypt {

  private static final int MOST_BYTES = 72;
  private static final int DIGEST_BYTES = 23;

  private Bcrypt() {}

  /**
   * The digest of a secret. As everywhere, it ends with a zero byte, and only its first 72 bytes
   * count.
   */
  public static byte[] digest(String secret, byte[] salt, int cost) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var first = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
    return Arrays.copyOf(BCrypt.generate(first, salt, cost, true), DIGEST_BYTES);
  }
}
