package org.samling.postgres.connection;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.ReservedPrefixes;
import org.samling.postgres.connection.Seal.KeyedBytes;

/**
 * The stored forms of patrons' identifiers. A CPR number is never stored in clear: it is stored as
 * a keyed hash, to look it up, and sealed, so that a new key can be introduced. The keys are
 * derived (HKDF-SHA256, RFC 5869) from the peppers of the key file, one for each use.
 */
public final class PatronKeys {

  private static final HexFormat HEX = HexFormat.of();

  private final Keyring keyring;
  private final Seal seal;
  private final Seal handles;

  /** What a key is used for. */
  private enum Use {
    /** Finding a patron of a tenant. */
    LOOKUP,
    /** Linking the patrons who are the same person. */
    LINK
  }

  public PatronKeys(Keyring keyring) {
    this.keyring = keyring;
    this.seal = new Seal(keyring, "samling cpr SEAL");
    this.handles = new Seal(keyring, "samling cpr HANDLE");
  }

  /**
   * The keys that an identifier may be stored under: as it is written and, where it may be a CPR
   * number, its hash by every key. None for an identifier that looks like such a hash. A handle is
   * taken for what it stands for.
   */
  public List<String> of(TenantId tenant, String given) {
    var identifier = given.startsWith(ReservedPrefixes.HANDLE) ? opened(tenant, given) : given;
    if (identifier.startsWith(ReservedPrefixes.CPR)) {
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
    return ReservedPrefixes.CPR + version + ':' + HEX.formatHex(hmac);
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
    return seal.seal(owner(tenant, patron), cpr.digits().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException where it was not sealed for this patron by this key
   */
  public Cpr open(TenantId tenant, UUID patron, KeyedBytes sealed) {
    return Cpr.of(new String(seal.open(owner(tenant, patron), sealed), StandardCharsets.US_ASCII));
  }

  /** What stands for an identifier in addresses: the identifier sealed for its tenant. */
  public String handle(TenantId tenant, String identifier) {
    var sealed = handles.sealAlike(holder(tenant), identifier.getBytes(StandardCharsets.UTF_8));
    var bytes = HEX.parseHex(sealed.hex());
    var handle = ByteBuffer.allocate(Short.BYTES + bytes.length);
    handle.putShort(sealed.keyVersion()).put(bytes);
    return ReservedPrefixes.HANDLE
        + Base64.getUrlEncoder().withoutPadding().encodeToString(handle.array());
  }

  /** What a handle stands for; the text itself where it is none. */
  private String opened(TenantId tenant, String handle) {
    try {
      var bytes = Base64.getUrlDecoder().decode(handle.substring(ReservedPrefixes.HANDLE.length()));
      var version = ByteBuffer.wrap(bytes).getShort();
      if (!keyring.versions().contains(version)) {
        return handle;
      }
      var sealed = HEX.formatHex(Arrays.copyOfRange(bytes, Short.BYTES, bytes.length));
      var text = handles.open(holder(tenant), new KeyedBytes(sealed, version));
      return new String(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException _) {
      return handle; // an identifier that only begins like one, or another tenant's handle
    }
  }

  private static String holder(TenantId tenant) {
    return "handle " + tenant;
  }

  private static String owner(TenantId tenant, UUID patron) {
    return "cpr " + tenant + ' ' + patron;
  }

  private byte[] key(Use use, short version) {
    return keyring.key("samling cpr " + use.name(), version);
  }
}
