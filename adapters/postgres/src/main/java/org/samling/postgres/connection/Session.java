package org.samling.postgres.connection;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.core.BaseConnection;
import org.samling.postgres.rows.Rows;

/**
 * A connection's session with PostgreSQL, which has a number that nobody can choose: a claim is
 * signed for one session and is worth nothing in another.
 */
public final class Session {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String BEGIN = "select number, keys from samling.begin_session()";

  /** Of the driver's own connections, which pools wrap. */
  private static final Map<Connection, Session> OPEN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final ActingKeys keys;
  private final Begun begun;
  private final Map<Integer, Claim> claims = new ConcurrentHashMap<>();

  /** What was signed once is signed for the whole session. */
  private record Claim(ActingKeys.ActingKey key, String text) {}

  private record Begun(long number, List<String> keys) {}

  private Session(ActingKeys keys, Begun begun) {
    this.keys = keys;
    this.begun = begun;
  }

  /**
   * Has PostgreSQL number the connection's session, so that its transactions can act for somebody,
   * and shows it a claim, so that it plans for a node. To be called before anything is planned that
   * reads a fenced table.
   *
   * @param keys what their claims are signed with
   */
  public static Session begin(Connection connection, ActingKeys keys) throws SQLException {
    var session = new Session(keys, Rows.one(connection, Begun.class, BEGIN));
    OPEN.put(connection.unwrap(BaseConnection.class), session);
    if (session.isTrusted()) {
      Rows.run(connection, Acting.SET, Acting.ALL);
    }
    return session;
  }

  static Session of(Connection connection) throws SQLException {
    var session = OPEN.get(connection.unwrap(BaseConnection.class));
    if (session == null) {
      throw new IllegalStateException(
          "the connection has no session: nothing can be claimed on it");
    }
    return session;
  }

  /** Whether the database accepts what a key of this node has signed. */
  public boolean isTrusted() {
    return begun.keys.contains(keys.chosen(begun.keys).id());
  }

  /** Signs for whom a transaction of this session acts; act_for() of the schema has the form. */
  String claim(int acting) {
    var key = keys.chosen(begun.keys);
    var known = claims.get(acting);
    if (known == null || known.key != key) {
      known = new Claim(key, signed(acting, key));
      claims.put(acting, known);
    }
    return known.text;
  }

  private String signed(int acting, ActingKeys.ActingKey key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.key(), ALGORITHM));
      var signed =
          mac.doFinal(
              ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                  .putInt(acting)
                  .putLong(begun.number)
                  .array());
      return "%d.%s.%s".formatted(acting, key.id(), HexFormat.of().formatHex(signed));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
