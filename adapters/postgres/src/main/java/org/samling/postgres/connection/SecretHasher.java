package org.samling.postgres.connection;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.postgres.hashing.Argon2;
import org.samling.postgres.hashing.HashingPool;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;

/**
 * Hashes PINs and passwords: argon2id (RFC 9106) over HMAC-SHA256 with the pepper, at the keyring's
 * cost. Every check waits for a {@link Turn}, so that guessing starves nobody.
 */
public final class SecretHasher {

  private final Keyring keyring;
  private final HashingPool pool;

  /** Compared with where the account does not exist; made when first needed. */
  private volatile @Nullable Hash nobody;

  public SecretHasher(Keyring keyring, HashingPool pool) {
    this.keyring = keyring;
    this.pool = pool;
  }

  /**
   * A hash as it is stored.
   *
   * @param text argon2's own encoding, with its parameters and salt
   * @param pepperVersion the version of the pepper beneath it
   */
  public record Hash(String text, short pepperVersion) {}

  /**
   * Waits for a turn to make hashes.
   *
   * @throws org.samling.core.StoreException as busy where too many wait
   */
  public Turn turn(Share share) {
    return pool.turn(share);
  }

  /**
   * Hashes a new secret.
   *
   * @param owner its owner: the hash of the same secret of another owner is unrelated
   * @throws org.samling.core.StoreException as busy where too many wait
   */
  public Hash hash(String owner, Secret secret) {
    if (!Thread.currentThread().isVirtual()) {
      return made(owner, secret); // a command's own thread, which keeps nobody waiting
    }
    try (var turn = turn(Share.SET)) {
      return hash(turn, owner, secret);
    }
  }

  /** The same, within a turn. */
  public Hash hash(Turn turn, String owner, Secret secret) {
    return turn.hash(() -> made(owner, secret));
  }

  private Hash made(String owner, Secret secret) {
    var version = keyring.newest();
    return new Hash(Argon2.encode(peppered(owner, secret, version), keyring.cost()), version);
  }

  /** Whether a secret is the one that was hashed. */
  public boolean matches(Turn turn, String owner, Secret secret, Hash hash) {
    return turn.hash(
        () -> Argon2.matches(peppered(owner, secret, hash.pepperVersion()), hash.text()));
  }

  /** Whether a hash was made with a pepper that is not the newest, or at another cost. */
  public boolean isOld(Hash hash) {
    return hash.pepperVersion() != keyring.newest() || !Argon2.isOf(keyring.cost(), hash.text());
  }

  /** Takes as long as a comparison, where there is nothing to compare with. */
  public void pretend(Turn turn, Secret secret) {
    var known = nobody;
    if (known == null || isOld(known)) {
      known = hash(turn, "nobody", new Secret(""));
      nobody = known;
    }
    matches(turn, "nobody", secret, known);
  }

  private String peppered(String owner, Secret secret, short version) {
    return Base64.getEncoder()
        .encodeToString(hmac(keyring.pepper(version), owner + '\0' + secret.value()));
  }

  public static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
