package org.samling.postgres.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;

/**
 * The stored forms of patrons' identifiers. A CPR number is never stored in clear: it is stored as
 * a keyed hash, to look it up, and sealed, so that a new key can be introduced. The keys are
 * derived (HKDF-SHA256, RFC 5869) from the peppers of the key file, one for each use.
 */
public final class PatronKeys {

  private static final String CPR = "cpr:";
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Keyring keyring;
  private final Map<String, byte[]> derived = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /** What a key is used for. */
  private enum Use {
    /** Finding a patron of a tenant. */
    LOOKUP,
    /** Linking the patrons who are the same person. */
    LINK,
    /** Sealing the number. */
    SEAL
  }

  public PatronKeys(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * A stored value, and the version of the key that made it.
   *
   * @param hex the bytes in hexadecimal
   * @param keyVersion the version
   */
  public record KeyedBytes(String hex, short keyVersion) {}

  /**
   * The keys that an identifier may be stored under: as it is written and, where it may be a CPR
   * number, its hash by every key. None for an identifier that looks like such a hash.
   */
  public List<String> of(TenantId tenant, String identifier) {
    if (identifier.startsWith(CPR)) {
      return List.of();
    }
    var cpr = Cpr.parse(identifier);
    if (cpr.isEmpty()) {
      return List.of(identifier);
    }
    var keys = new ArrayList<String>();
    keys.add(identifier);
    keyring.versions().forEach(version -> keys.add(key(tenant, cpr.get(), version)));
    return keys;
  }

  /** The key under which a CPR number is stored from now on. */
  public String key(TenantId tenant, Cpr cpr) {
    return key(tenant, cpr, keyring.newest());
  }

  /** The version of the key by which numbers are stored from now on. */
  public short newest() {
    return keyring.newest();
  }

  private String key(TenantId tenant, Cpr cpr, short version) {
    var hmac = SecretHasher.hmac(key(Use.LOOKUP, version), tenant.toString() + '\0' + cpr.digits());
    return CPR + version + ':' + HEX.formatHex(hmac);
  }

  /** The value by which a person is linked from now on. */
  public KeyedBytes person(Cpr cpr) {
    var version = keyring.newest();
    return new KeyedBytes(person(cpr, version), version);
  }

  /** The values by which a person may be linked. */
  public List<String> persons(Cpr cpr) {
    return keyring.versions().stream().map(version -> person(cpr, version)).toList();
  }

  private String person(Cpr cpr, short version) {
    return HEX.formatHex(SecretHasher.hmac(key(Use.LINK, version), cpr.digits()));
  }

  /** Seals a patron's number (AES-256-GCM): it can be opened for that patron only. */
  public KeyedBytes seal(TenantId tenant, UUID patron, Cpr cpr) {
    var version = keyring.newest();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var sealed =
        gcm(
            Cipher.ENCRYPT_MODE,
            version,
            nonce,
            owner(tenant, patron),
            cpr.digits().getBytes(StandardCharsets.US_ASCII));
    return new KeyedBytes(HEX.formatHex(nonce) + HEX.formatHex(sealed), version);
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException where it was not sealed for this patron by this key
   */
  public Cpr open(TenantId tenant, UUID patron, KeyedBytes sealed) {
    var bytes = HEX.parseHex(sealed.hex());
    var digits =
        gcm(
            Cipher.DECRYPT_MODE,
            sealed.keyVersion(),
            Arrays.copyOf(bytes, NONCE_BYTES),
            owner(tenant, patron),
            Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length));
    return Cpr.of(new String(digits, StandardCharsets.US_ASCII));
  }

  private static byte[] owner(TenantId tenant, UUID patron) {
    return ("cpr " + tenant + ' ' + patron).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] gcm(int mode, short version, byte[] nonce, byte[] owner, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(key(Use.SEAL, version), "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner);
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a CPR number can't be encrypted or decrypted", e);
    }
  }

  private byte[] key(Use use, short version) {
    return derived.computeIfAbsent(
        use.name() + version,
        _ -> {
          try {
            return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                    HKDFParameterSpec.ofExtract()
                        .addIKM(keyring.pepper(version))
                        .thenExpand(
                            ("samling cpr " + use.name()).getBytes(StandardCharsets.US_ASCII),
                            KEY_BYTES));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has HKDF-SHA256 since 25", e);
          }
        });
  }
}
