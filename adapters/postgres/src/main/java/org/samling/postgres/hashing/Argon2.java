package org.samling.postgres.hashing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * argon2id (RFC 9106), version 1.3, with one lane, in argon2's own encoding. Each thread reuses the
 * memory of its last hash: allocating 19 MiB for each would keep the garbage collector busier than
 * the hash keeps the processor.
 */
public final class Argon2 {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;

  /** Blocks needed besides the memory itself. */
  private static final int MORE_BLOCKS = 16;

  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ThreadLocal<@Nullable Memory> MEMORY = new ThreadLocal<>();

  private Argon2() {}

  /**
   * The cost of a hash, to its maker and to anyone who guesses.
   *
   * @param memoryKib KiB of memory, 8 or more
   * @param passes passes over it, 1 or more
   */
  public record Cost(int memoryKib, int passes) {

    /** RFC 9106's parameters as OWASP recommends them: 19 MiB, 2 passes. */
    public static final Cost USUAL = new Cost(19_456, 2);

    /** Checks the numbers. */
    public Cost {
      if (memoryKib < 8 || memoryKib > 4_194_304 || passes < 1 || passes > 100) {
        throw new IllegalArgumentException(
            "argon2.memory-kib is from 8 to 4194304, argon2.passes from 1 to 100");
      }
    }

    /** Its form in the text of a hash. */
    private String text() {
      return "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(memoryKib, passes, LANES);
    }
  }

  private record Memory(int kib, FixedBlockPool blocks) {}

  /** Hashes a secret with a salt of its own. */
  public static String encode(String secret, Cost cost) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    var encoder = Base64.getEncoder().withoutPadding();
    return cost.text()
        + encoder.encodeToString(salt)
        + "$"
        + encoder.encodeToString(hash(secret, salt, cost, HASH_BYTES));
  }

  /** Whether a text is a hash at this cost. */
  public static boolean isOf(Cost cost, String encoded) {
    return encoded.startsWith(cost.text());
  }

  /**
   * Whether a secret is the one that was hashed, at whatever cost.
   *
   * @throws IllegalArgumentException when the text is no such hash
   */
  public static boolean matches(String secret, String encoded) {
    var parts = ENCODED.matcher(encoded);
    if (!parts.matches()) {
      throw new IllegalArgumentException("the stored hash of a secret is not an argon2id hash");
    }
    var cost = new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    var salt = Base64.getDecoder().decode(parts.group(3));
    var hash = Base64.getDecoder().decode(parts.group(4));
    return MessageDigest.isEqual(hash, hash(secret, salt, cost, hash.length));
  }

  private static byte[] hash(String secret, byte[] salt, Cost cost, int length) {
    var memory = MEMORY.get();
    if (memory == null || memory.kib() != cost.memoryKib()) {
      memory = new Memory(cost.memoryKib(), new FixedBlockPool(cost.memoryKib() + MORE_BLOCKS));
      MEMORY.set(memory);
    }
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(LANES)
            .withSalt(salt)
            .withBlockPool(memory.blocks())
            .build());
    var hash = new byte[length];
    generator.generateBytes(secret.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
