package org.samling.postgres.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that have to be read again (AES-256-GCM), with a key of the keyring for each use:
 * what was sealed for one owner opens for no other.
 */
public final class Seal {

  private static final HexFormat HEX = HexFormat.of();
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Keyring keyring;
  private final String use;
  private final SecureRandom random = new SecureRandom();

  /**
   * A seal.
   *
   * @param use what is sealed; another use has another key
   */
  public Seal(Keyring keyring, String use) {
    this.keyring = keyring;
    this.use = use;
  }

  /**
   * A sealed value, and the version of the key that made it.
   *
   * @param hex the bytes in hexadecimal
   * @param keyVersion the version
   */
  public record KeyedBytes(String hex, short keyVersion) {}

  /** Seals a value for its owner, with the newest key. */
  public KeyedBytes seal(String owner, byte[] value) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return sealed(nonce, owner, value);
  }

  /**
   * Seals a value so that the same value of the same owner always gives the same seal: the nonce is
   * a keyed hash of both.
   */
  public KeyedBytes sealAlike(String owner, byte[] value) {
    var what = owner + '\0' + new String(value, StandardCharsets.UTF_8);
    var hash = SecretHasher.hmac(keyring.key(use, keyring.newest()), what);
    return sealed(Arrays.copyOf(hash, NONCE_BYTES), owner, value);
  }

  private KeyedBytes sealed(byte[] nonce, String owner, byte[] value) {
    var version = keyring.newest();
    var sealed = gcm(Cipher.ENCRYPT_MODE, version, nonce, owner, value);
    return new KeyedBytes(HEX.formatHex(nonce) + HEX.formatHex(sealed), version);
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException where it was not sealed for this owner and use by this key
   */
  public byte[] open(String owner, KeyedBytes sealed) {
    var bytes = HEX.parseHex(sealed.hex());
    if (bytes.length <= NONCE_BYTES) {
      throw new IllegalStateException("a seal is too short");
    }
    return gcm(
        Cipher.DECRYPT_MODE,
        sealed.keyVersion(),
        Arrays.copyOf(bytes, NONCE_BYTES),
        owner,
        Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length));
  }

  private byte[] gcm(int mode, short version, byte[] nonce, String owner, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(keyring.key(use, version), "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret can't be encrypted or decrypted", e);
    }
  }
}
