package org.samling.postgres.registers;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.AnsweredRequests;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Remembers the answers to requests with a key. Of the request it keeps only a hash under a key
 * derived from the pepper, for there may be a password in it.
 */
public final class PostgresAnsweredRequests implements AnsweredRequests {

  /** A key that has expired, or whose request was given up, begins again. */
  private static final String BEGIN =
      """
      insert into answered_request as r (tenant_id, account_id, key, fingerprint) values (:tenant, :account, :key, :fingerprint)
      on conflict (tenant_id, account_id, key) do update
      set fingerprint = excluded.fingerprint, begun_at = now(), status = null, location = null, body = null
      where r.begun_at < now() - make_interval(secs => :kept)
        or (r.status is null and r.fingerprint = any(:fingerprints) and r.begun_at < now() - make_interval(secs => :givenUp))
      returning key
      """;

  private static final String STANDS =
      "select fingerprint, status, location, body from answered_request where tenant_id = :tenant and account_id = :account and key = :key";

  private static final String ANSWERED =
      """
      update answered_request set status = :status, location = :location, body = :body
      where tenant_id = :tenant and account_id = :account and key = :key and status is null
      """;

  private static final String FORGET =
      "delete from answered_request where tenant_id = :tenant and account_id = :account and key = :key and status is null";

  private static final String FORGET_OLD =
      "delete from answered_request where tenant_id = :tenant and begun_at < :before returning key";

  private static final String USE = "samling answered request";

  private final Database database;
  private final Keyring keyring;

  public PostgresAnsweredRequests(Database database, Keyring keyring) {
    this.database = database;
    this.keyring = keyring;
  }

  /** The hashes that the request may be stored under, the newest first. */
  private List<String> hashes(String fingerprint) {
    return keyring.versions().stream()
        .map(version -> SecretHasher.hmac(keyring.pepper(version), USE))
        .map(key -> HexFormat.of().formatHex(SecretHasher.hmac(key, fingerprint)))
        .toList();
  }

  @Override
  public BeginResult begin(Key key, String fingerprint) {
    var hashes = hashes(fingerprint);
    var named = named(key);
    var pipeline = Pipeline.of(key.tenant());
    var isFirst =
        pipeline.any(
            BEGIN,
            named
                .and("fingerprint", hashes.getFirst())
                .and("fingerprints", SqlArray.texts(hashes))
                .and("kept", (double) KEPT.toSeconds())
                .and("givenUp", (double) GIVEN_UP.toSeconds()));
    var stands = pipeline.one(Standing.class, STANDS, named);
    database.inTenant(key.tenant(), pipeline);
    return isFirst.get() ? new First() : stands.get().begun(hashes);
  }

  private static Parameters named(Key key) {
    return Parameters.of("account", key.account()).and("key", key.key());
  }

  /** The stored row of a request; without a status it has no answer yet. */
  private record Standing(
      String fingerprint,
      @Nullable Integer status,
      @Nullable String location,
      @Nullable String body) {

    BeginResult begun(List<String> hashes) {
      if (!hashes.contains(fingerprint)) {
        return new Different();
      }
      return status == null ? new Running() : new Again(new Answer(status, location, body));
    }
  }

  @Override
  public void storeAnswer(Key key, Answer answer) {
    database.inTenant(
        key.tenant(),
        Pipeline.of(key.tenant())
            .add(
                ANSWERED,
                named(key)
                    .and("status", (short) answer.status())
                    .and("location", answer.location())
                    .and("body", answer.body())));
  }

  @Override
  public void forget(Key key) {
    database.inTenant(key.tenant(), Pipeline.of(key.tenant()).add(FORGET, named(key)));
  }

  @Override
  public int forgetOld(TenantId tenant, Instant now) {
    return database.inTenant(
        tenant, pipeline -> pipeline.count(FORGET_OLD, Parameters.of("before", now.minus(KEPT))));
  }
}
