package org.samling.postgres.registers;

import java.time.Instant;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.privacy.Access;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Checks PINs against their hashes, and counts failures in the database, for all nodes together.
 */
public final class PostgresPatronAuthentication implements PatronAuthentication {

  private static final String COUNT_ATTEMPT =
      """
      update patron_pin p
      set failures = failures + 1, locked_at = case when failures + 1 >= :most then now() end
      from patron_identifier i
      where i.tenant_id = :tenant and i.value = any (:keys) and %s
        and p.tenant_id = i.tenant_id and p.patron_id = i.patron_id and p.locked_at is null
      returning p.patron_id, p.hash, p.pepper_version
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String IS_LOCKED =
      """
      select p.locked_at is not null from patron_pin p
      join patron_identifier i on i.tenant_id = p.tenant_id and i.patron_id = p.patron_id
      where i.tenant_id = :tenant and i.value = any (:keys) and %s
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String FORGET_ATTEMPTS =
      "update patron_pin set failures = 0, locked_at = null where tenant_id = :tenant and patron_id = :patron::uuid";

  /**
   * A PIN is hashed again with the newest pepper when it is used, unless it was changed meanwhile.
   */
  private static final String HASHED_ANEW =
      "update patron_pin set hash = :hash, pepper_version = :pepperVersion where tenant_id = :tenant and patron_id = :patron::uuid and hash = :before";

  private static final String UNLOCK =
      """
      with unlocked as (
        update patron_pin p
        set failures = 0, locked_at = null
        from patron_identifier i
        where i.tenant_id = :tenant and i.value = any (:keys) and p.tenant_id = i.tenant_id and p.patron_id = i.patron_id
        returning p.tenant_id, p.patron_id),
      noted as (
        insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome)
        select u.tenant_id, :id::uuid, now(), :actor, p.branch, 'unlock-pin', u.patron_id, 'done'
        from unlocked u join patron p on p.tenant_id = u.tenant_id and p.id = u.patron_id)
      select patron_id from unlocked
      """;

  private final Database database;
  private final SecretHasher hasher;
  private final PatronKeys keys;

  public PostgresPatronAuthentication(Database database, SecretHasher hasher, PatronKeys keys) {
    this.database = database;
    this.hasher = hasher;
    this.keys = keys;
  }

  private record Attempt(String patronId, String hash, short pepperVersion) {

    SecretHasher.Hash kept() {
      return new SecretHasher.Hash(hash, pepperVersion);
    }
  }

  /** A failure is counted only once the PIN is certain to be checked. */
  @Override
  public PinCheck check(TenantId tenant, String identifier, Secret pin) {
    try (var turn = hasher.turn(Share.PIN)) {
      return check(turn, tenant, identifier, pin);
    }
  }

  private PinCheck check(Turn turn, TenantId tenant, String identifier, Secret pin) {
    var kept = Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)));
    var pipeline = Pipeline.of(tenant);
    var attempts = pipeline.optional(Attempt.class, COUNT_ATTEMPT, kept.and("most", MAX_FAILURES));
    var locked = pipeline.list(Boolean.class, IS_LOCKED, kept);
    database.inTenant(tenant, pipeline);
    if (attempts.get().isEmpty()) {
      if (locked.get().contains(true)) {
        return PinCheck.LOCKED_OUT;
      }
      hasher.pretend(turn, pin);
      return PinCheck.WRONG;
    }
    var attempt = attempts.get().get();
    var owner = owner(tenant, attempt.patronId());
    var hash = attempt.kept();
    if (!hasher.matches(turn, owner, pin, hash)) {
      return PinCheck.WRONG;
    }
    var patron = Parameters.of("patron", attempt.patronId());
    var right = Pipeline.of(tenant).add(FORGET_ATTEMPTS, patron);
    if (hasher.isOld(hash)) {
      var anew = hasher.hash(turn, owner, pin);
      right.add(
          HASHED_ANEW,
          patron
              .and("hash", anew.text())
              .and("pepperVersion", anew.pepperVersion())
              .and("before", hash.text()));
    }
    database.inTenant(tenant, right);
    return PinCheck.VERIFIED;
  }

  @Override
  public boolean unlock(TenantId tenant, String identifier) {
    return database.inTenant(
        tenant,
        pipeline ->
            pipeline.any(
                UNLOCK,
                Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)))
                    .and("id", Uuids.next(Instant.now()))
                    .and("actor", Access.now().actor())));
  }

  static String owner(TenantId tenant, String patronId) {
    return "pin " + tenant + ' ' + patronId;
  }
}
