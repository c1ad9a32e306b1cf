package org.samling.postgres.connection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.Provisioning;

/**
 * The keys by which nodes sign for whom a transaction acts: one for each pepper of the key file,
 * derived from it. The database keeps what it needs to check a signature where only the owner of
 * the tables can read it (ADR 0048).
 */
public final class ActingKeys {

  private static final String USE = "samling claim";
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;
  private static final int ID_BYTES = 8;

  private static final String TRUST =
      """
      insert into samling.acting_key (id, inner_block, outer_block) values (:id, :inner, :outer)
      on conflict (id) do update set until = 'infinity' where acting_key.until < 'infinity'
      """;

  private static final String PUT = "select put_acting_key(:id, :inner, :outer)";
  private static final String END = "select end_acting_key(?)";

  private final Keyring keyring;
  private final Map<Short, ActingKey> derived = new ConcurrentHashMap<>();

  public ActingKeys(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * A key.
   *
   * @param id tells it apart, and is no secret
   */
  record ActingKey(String id, byte[] key) {

    private static ActingKey of(byte[] pepper) {
      var key = SecretHasher.hmac(pepper, USE);
      try {
        var hash = MessageDigest.getInstance("SHA-256").digest(key);
        return new ActingKey(HexFormat.of().formatHex(hash, 0, ID_BYTES), key);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /** What the database checks signatures by: the key in the blocks of HMAC (RFC 2104). */
    private Parameters parameters() {
      return Parameters.of("id", id).and("inner", block(INNER)).and("outer", block(OUTER));
    }

    private byte[] block(byte with) {
      var block = Arrays.copyOf(key, BLOCK);
      for (var i = 0; i < BLOCK; i++) {
        block[i] ^= with;
      }
      return block;
    }
  }

  /**
   * The key to sign with: the newest that the database knew when the connection was opened, or else
   * the newest.
   */
  ActingKey chosen(Collection<String> known) {
    var versions = keyring.versions();
    for (var version : versions) {
      var key = of(version);
      if (known.contains(key.id())) {
        return key;
      }
    }
    return of(versions.getFirst());
  }

  private ActingKey of(short version) {
    return derived.computeIfAbsent(version, v -> ActingKey.of(keyring.pepper(v)));
  }

  /**
   * Has a database accept what is signed by any key of a key file.
   *
   * @param roles how the owner of the tables reaches it
   */
  public static void trust(Provisioning.Roles roles, Keyring keyring) {
    var keys = new ActingKeys(keyring);
    var pipeline = new Pipeline();
    keyring.versions().forEach(version -> pipeline.add(TRUST, keys.of(version).parameters()));
    try (var owner =
        Migrations.primary(roles.url(), roles.owner(), roles.ownerPassword()).getConnection()) {
      pipeline.run(owner);
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }

  /** A statement that has the database accept what is signed by the key of this pepper. */
  public static Pipeline put(byte[] pepper) {
    return new Pipeline().add(PUT, ActingKey.of(pepper).parameters());
  }

  /** A statement after which the database accepts a pepper's key for a few minutes only. */
  public static Pipeline end(byte[] pepper) {
    return new Pipeline().add(END, ActingKey.of(pepper).id());
  }
}
