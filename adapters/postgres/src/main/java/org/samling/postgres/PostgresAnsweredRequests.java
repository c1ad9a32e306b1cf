package org.samling.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.AnsweredRequests;

/**
 * Remembers what was answered to requests with a key. Of what was asked it keeps a hash under a key
 * that is derived from the pepper, for there may be a password in it.
 */
final class PostgresAnsweredRequests implements AnsweredRequests {

  /** A key that is over, or whose request was given up, is begun anew. */
  private static final String BEGIN =
      """
      insert into answered_request as r (tenant_id, account_id, key, fingerprint) values (?, ?, ?, ?)
      on conflict (tenant_id, account_id, key) do update
      set fingerprint = excluded.fingerprint, begun_at = now(), status = null, location = null, body = null
      where r.begun_at < now() - make_interval(secs => ?)
        or (r.status is null and r.fingerprint = any(?) and r.begun_at < now() - make_interval(secs => ?))
      returning key
      """;

  private static final String STANDS =
      "select fingerprint, status, location, body from answered_request where tenant_id = ? and account_id = ? and key = ?";

  private static final String ANSWERED =
      """
      update answered_request set status = ?, location = ?, body = ?
      where tenant_id = ? and account_id = ? and key = ? and status is null
      """;

  private static final String FORGET =
      "delete from answered_request where tenant_id = ? and account_id = ? and key = ? and status is null";

  private static final String FORGET_OLD =
      "delete from answered_request where tenant_id = ? and begun_at < ? returning key";

  private static final String USE = "samling answered request";

  private final Database database;
  private final Keyring keyring;

  PostgresAnsweredRequests(Database database, Keyring keyring) {
    this.database = database;
    this.keyring = keyring;
  }

  /** What the request may be known by, the newest first. */
  private List<String> hashes(String fingerprint) {
    return keyring.versions().stream()
        .map(version -> SecretHasher.hmac(keyring.pepper(version), USE))
        .map(key -> HexFormat.of().formatHex(SecretHasher.hmac(key, fingerprint)))
        .toList();
  }

  @Override
  public Begun begin(Key key, String fingerprint) {
    var begun = new ArrayList<Begun>();
    var hashes = hashes(fingerprint);
    var tenant = key.tenant().value();
    database.inTenant(
        key.tenant(),
        new Pipeline()
            .add(
                _ -> begun.add(new First()),
                BEGIN,
                tenant,
                key.account(),
                key.key(),
                hashes.getFirst(),
                (double) KEPT.toSeconds(),
                FactsLoader.texts(hashes),
                (double) GIVEN_UP.toSeconds())
            .add(
                row -> {
                  var status = row.getObject("status", Integer.class);
                  if (!hashes.contains(row.getString("fingerprint"))) {
                    begun.add(new Different());
                  } else if (status == null) {
                    begun.add(new Running());
                  } else {
                    begun.add(
                        new Again(
                            new Answer(status, row.getString("location"), row.getString("body"))));
                  }
                },
                STANDS,
                tenant,
                key.account(),
                key.key()));
    return begun.getFirst();
  }

  @Override
  public void answered(Key key, Answer answer) {
    database.inTenant(
        key.tenant(),
        new Pipeline()
            .add(
                ANSWERED,
                (short) answer.status(),
                answer.location(),
                answer.body(),
                key.tenant().value(),
                key.account(),
                key.key()));
  }

  @Override
  public void forget(Key key) {
    database.inTenant(
        key.tenant(), new Pipeline().add(FORGET, key.tenant().value(), key.account(), key.key()));
  }

  @Override
  public int forgetOld(TenantId tenant, Instant now) {
    var gone = new ArrayList<String>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> gone.add(row.getString(1)),
                FORGET_OLD,
                tenant.value(),
                now.minus(KEPT).atOffset(ZoneOffset.UTC)));
    return gone.size();
  }
}
