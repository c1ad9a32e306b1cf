package org.samling.postgres;

import java.time.Instant;
import java.util.ArrayList;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.privacy.Access;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;

/** Checks PINs against their hashes, and counts failures in the database for all nodes together. */
final class PostgresPatronAuthentication implements PatronAuthentication {

  private static final String COUNT_ATTEMPT =
      """
      update patron_pin p
      set failures = failures + 1, locked_at = case when failures + 1 >= ? then now() end
      from patron_identifier i
      where i.tenant_id = ? and i.value = any (?) and %s
        and p.tenant_id = i.tenant_id and p.patron_id = i.patron_id and p.locked_at is null
      returning p.patron_id, p.hash, p.pepper_version
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String IS_LOCKED =
      """
      select p.locked_at is not null from patron_pin p
      join patron_identifier i on i.tenant_id = p.tenant_id and i.patron_id = p.patron_id
      where i.tenant_id = ? and i.value = any (?) and %s
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String FORGET_ATTEMPTS =
      "update patron_pin set failures = 0, locked_at = null where tenant_id = ? and patron_id = ?::uuid";

  /** A PIN that is used comes under the newest pepper, unless it was changed meanwhile. */
  private static final String HASHED_ANEW =
      "update patron_pin set hash = ?, pepper_version = ? where tenant_id = ? and patron_id = ?::uuid and hash = ?";

  private static final String UNLOCK =
      """
      with unlocked as (
        update patron_pin p
        set failures = 0, locked_at = null
        from patron_identifier i
        where i.tenant_id = ? and i.value = any (?) and p.tenant_id = i.tenant_id and p.patron_id = i.patron_id
        returning p.tenant_id, p.patron_id),
      noted as (
        insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome)
        select u.tenant_id, ?::uuid, now(), ?, p.branch, 'unlock-pin', u.patron_id, 'done'
        from unlocked u join patron p on p.tenant_id = u.tenant_id and p.id = u.patron_id)
      select patron_id from unlocked
      """;

  private final Database database;
  private final SecretHasher hasher;
  private final PatronKeys keys;

  PostgresPatronAuthentication(Database database, SecretHasher hasher, PatronKeys keys) {
    this.database = database;
    this.hasher = hasher;
    this.keys = keys;
  }

  private record Attempt(String patronId, SecretHasher.Hash hash) {}

  /** A failure is counted only once the PIN is sure to be looked at. */
  @Override
  public PinCheck check(TenantId tenant, String identifier, Secret pin) {
    try (var turn = hasher.turn(Share.PIN)) {
      return check(turn, tenant, identifier, pin);
    }
  }

  private PinCheck check(Turn turn, TenantId tenant, String identifier, Secret pin) {
    var kept = FactsLoader.texts(keys.of(tenant, identifier));
    var attempts = new ArrayList<Attempt>();
    var locked = new boolean[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    attempts.add(
                        new Attempt(
                            row.getString(1),
                            new SecretHasher.Hash(row.getString(2), row.getShort(3)))),
                COUNT_ATTEMPT,
                MAX_FAILURES,
                tenant.value(),
                kept)
            .add(row -> locked[0] = row.getBoolean(1), IS_LOCKED, tenant.value(), kept));
    if (attempts.isEmpty()) {
      if (locked[0]) {
        return PinCheck.LOCKED_OUT;
      }
      hasher.pretend(turn, pin);
      return PinCheck.WRONG;
    }
    var attempt = attempts.getFirst();
    if (!hasher.matches(turn, owner(tenant, attempt.patronId()), pin, attempt.hash())) {
      return PinCheck.WRONG;
    }
    var right = new Pipeline().add(FORGET_ATTEMPTS, tenant.value(), attempt.patronId());
    if (hasher.isOld(attempt.hash())) {
      var anew = hasher.hash(turn, owner(tenant, attempt.patronId()), pin);
      right.add(
          HASHED_ANEW,
          anew.text(),
          anew.pepperVersion(),
          tenant.value(),
          attempt.patronId(),
          attempt.hash().text());
    }
    database.inTenant(tenant, right);
    return PinCheck.VERIFIED;
  }

  @Override
  public boolean unlock(TenantId tenant, String identifier) {
    var unlocked = new ArrayList<String>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> unlocked.add(row.getString(1)),
                UNLOCK,
                tenant.value(),
                FactsLoader.texts(keys.of(tenant, identifier)),
                Uuids.next(Instant.now()),
                Access.now().actor()));
    return !unlocked.isEmpty();
  }

  static String owner(TenantId tenant, String patronId) {
    return "pin " + tenant + ' ' + patronId;
  }
}
