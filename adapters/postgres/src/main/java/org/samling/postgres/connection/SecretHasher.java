package org.samling.postgres.connection;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.BcryptHash;
import org.samling.postgres.hashing.Argon2;
import org.samling.postgres.hashing.Bcrypt;
import org.samling.postgres.hashing.HashingPool;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;

/**
 * Hashes PINs and passwords: argon2id (RFC 9106) over HMAC-SHA256 with the pepper, at the keyring's
 * cost. PINs of another system may be bcrypt's until they are used. Every check waits for a {@link
 * Turn}, so that guessing starves nobody.
 */
public final class SecretHasher {

  private static final String BCRYPT = "$bcrypt$";

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
   * @param text argon2's own encoding, with its parameters and salt; or a cost and salt of bcrypt,
   *     with an HMAC over its digest
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

  /**
   * Keeps a PIN that another system hashed. Without the pepper, what is kept can't be guessed at
   * either, which a bare bcrypt hash could be.
   */
  public Hash hash(String owner, BcryptHash foreign) {
    var version = keyring.newest();
    return new Hash(
        bcrypt(owner, foreign.cost(), foreign.salt(), foreign.digest(), version), version);
  }

  private String bcrypt(String owner, int cost, byte[] salt, byte[] digest, short version) {
    var encoder = Base64.getEncoder();
    var peppered = hmac(keyring.pepper(version), owner + '\0' + encoder.encodeToString(digest));
    return "%s%d$%s$%s"
        .formatted(BCRYPT, cost, encoder.encodeToString(salt), encoder.encodeToString(peppered));
  }

  private boolean matchesBcrypt(String owner, Secret secret, Hash hash) {
    var parts = hash.text().substring(BCRYPT.length()).split("\\$", -1);
    var cost = Integer.parseInt(parts[0]);
    var salt = Base64.getDecoder().decode(parts[1]);
    var digest = Bcrypt.digest(secret.value(), salt, cost);
    return MessageDigest.isEqual(
        hash.text().getBytes(StandardCharsets.US_ASCII),
        bcrypt(owner, cost, salt, digest, hash.pepperVersion())
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether a secret is the one that was hashed. */
  public boolean matches(Turn turn, String owner, Secret secret, Hash hash) {
    return turn.hash(() ->
        hash.text().startsWith(BCRYPT)
            ? matchesBcrypt(owner, secret, hash)
            : Argon2.matches(peppered(owner, secret, hash.pepperVersion()), hash.text()));
  }

  /** Whether a hash is not of the newest pepper, or of another cost, or another system's. */
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
