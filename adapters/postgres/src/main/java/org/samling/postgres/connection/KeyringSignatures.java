package org.samling.postgres.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.samling.core.harvest.Signatures;

/**
 * Signs with a key of its own that is derived from the newest pepper, and also accepts signatures
 * made with an older one.
 */
public final class KeyringSignatures implements Signatures {

  private static final int LENGTH = 16;

  private final Keyring keyring;
  private final String use;

  /**
   * Signatures for one use.
   *
   * @param use what is signed; a signature for another use is not accepted
   */
  public KeyringSignatures(Keyring keyring, String use) {
    this.keyring = keyring;
    this.use = use;
  }

  @Override
  public String sign(String text) {
    return sign(text, keyring.newest());
  }

  @Override
  public boolean isSigned(String text, String signature) {
    var given = signature.getBytes(StandardCharsets.UTF_8);
    return keyring.versions().stream()
        .anyMatch(version ->
            MessageDigest.isEqual(sign(text, version).getBytes(StandardCharsets.UTF_8), given));
  }

  private String sign(String text, short version) {
    var key = SecretHasher.hmac(keyring.pepper(version), use);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(SecretHasher.hmac(key, text), LENGTH));
  }
}
