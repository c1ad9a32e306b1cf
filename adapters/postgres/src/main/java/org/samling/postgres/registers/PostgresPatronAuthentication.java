package org.samling.postgres.registers;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PinLocks;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.privacy.Access;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Checks PINs against their hashes, and counts failures in the database, for all nodes together.
 */
public final class PostgresPatronAuthentication implements PatronAuthentication {

  /**
   * Counts a failure at the place, and then over all places. Where the patron is locked the row of
   * the place is written all the same, so that this takes no less time. The place's row is locked
   * first and held: who comes at the same time sees what became of the one before.
   */
  private static final String COUNT_ATTEMPT =
      """
      with known as materialized (
        select p.patron_id, p.hash, p.pepper_version, p.version,
          exists (select from patron_pin_failure l
            where l.tenant_id = :tenant and l.patron_id = p.patron_id and l.place = '' and l.locked_until > now())
            as is_locked
        from patron_identifier i join patron_pin p on p.tenant_id = i.tenant_id and p.patron_id = i.patron_id
        where i.tenant_id = :tenant and i.value = any (:keys) and %1$s
        order by i.kind = 'CPR' limit 1),
      here as (
        insert into patron_pin_failure as f (tenant_id, patron_id, place, failures, ignored)
        select :tenant, k.patron_id, :place, (not k.is_locked)::int, k.is_locked::int from known k
        on conflict (tenant_id, patron_id, place) do update set
          failures = case when %2$s then f.failures when %3$s >= :most then 0 else %3$s end,
          locks = f.locks + (not (%2$s) and %3$s >= :most)::int,
          locked_until = case when %2$s then f.locked_until when %3$s >= :most then now() + %4$s end,
          ignored = case when %2$s then f.ignored + 1 else 0 end,
          at = now()
        returning ignored),
      everywhere as (
        insert into patron_pin_failure as f (tenant_id, patron_id, place, failures)
        select :tenant, k.patron_id, '', 1 from known k, here h where h.ignored = 0
        on conflict (tenant_id, patron_id, place) do update set
          failures = case when %5$s then f.failures when %3$s >= :mostInAll then 0 else %3$s end,
          locks = f.locks + (not (%5$s) and %3$s >= :mostInAll)::int,
          locked_until = case when %5$s then f.locked_until when %3$s >= :mostInAll then now() + %4$s end,
          ignored = case when %5$s then f.ignored + 1 else 0 end,
          at = now()
        returning ignored)
      select k.patron_id, k.hash, k.pepper_version, k.version from known k, everywhere e where e.ignored = 0
      """
          .formatted(
              FactsLoader.IDENTIFIES,
              "(coalesce(f.locked_until > now(), false) or (select is_locked from known))",
              "f.failures + 1",
              "make_interval(mins => (:minutes)[least(f.locks + 1, cardinality(:minutes))])",
              "coalesce(f.locked_until > now(), false)");

  private static final String FORGET_ATTEMPTS =
      "delete from patron_pin_failure where tenant_id = :tenant and patron_id = :patron::uuid and place in (:place, '')";

  private static final String FORGET_OLD =
      """
      delete from patron_pin_failure
      where tenant_id = :tenant and greatest(at, locked_until) <= now() - make_interval(secs => %d)
      """
          .formatted(PinLocks.KEPT.toSeconds());

  /**
   * A PIN is hashed again with the newest pepper when it is used, unless it was changed meanwhile.
   */
  private static final String HASHED_ANEW =
      "update patron_pin set hash = :hash, pepper_version = :pepperVersion where tenant_id = :tenant and patron_id = :patron::uuid and hash = :before";

  private static final String STANDS =
      """
      select p.patron_id from patron_pin p
      where p.tenant_id = :tenant and p.patron_id = :patron::uuid and p.version = :version
        and not exists (select from patron_pin_failure f
          where f.tenant_id = p.tenant_id and f.patron_id = p.patron_id and f.place in (:place, '')
            and f.locked_until > now())
      """;

  private final Database database;
  private final PolicyCache policies;
  private final SecretHasher hasher;
  private final BoundSight sights;

  public PostgresPatronAuthentication(
      Database database, PolicyCache policies, SecretHasher hasher, BoundSight sights) {
    this.database = database;
    this.policies = policies;
    this.hasher = hasher;
    this.sights = sights;
  }

  private record Attempt(UUID patronId, String hash, short pepperVersion, int version) {

    SecretHasher.Hash kept() {
      return new SecretHasher.Hash(hash, pepperVersion);
    }

    RightPin right() {
      return new RightPin(patronId, version);
    }
  }

  /** Forgets a tenant's wrong PINs that have been kept long enough. */
  public void forgetOld(TenantId tenant) {
    database.inTenant(tenant, Pipeline.of(tenant).add(FORGET_OLD));
  }

  /**
   * A failure is counted only once the PIN is certain to be checked. The policy is the one that was
   * known before: where it has changed, it counts from the next PIN on.
   */
  @Override
  public Optional<RightPin> check(TenantId tenant, String identifier, Secret pin) {
    var policy =
        policies.known(tenant).orElseGet(() -> policies.ask(database, tenant, new Pipeline()));
    try (var turn = hasher.turn(Share.PIN)) {
      return check(turn, policy, identifier, pin);
    }
  }

  private Optional<RightPin> check(Turn turn, LendingPolicy policy, String identifier, Secret pin) {
    var tenant = policy.tenant().id();
    var locks = PinLocks.of(policy, Instant.now());
    var place = Access.now().place();
    var counting = new Pipeline();
    var counted =
        counting.optional(
            Attempt.class,
            COUNT_ATTEMPT,
            Parameters.of("keys", sights.keys(tenant, identifier))
                .and("tenant", tenant)
                .and("place", place)
                .and("most", locks.afterHere())
                .and("mostInAll", locks.afterInAll())
                .and("minutes", SqlArray.ints(locks.minutes())));
    policies.ask(database, tenant, counting);
    var found = counted.get();
    if (found.isEmpty()) {
      hasher.pretend(turn, pin);
      return Optional.empty();
    }
    var attempt = found.get();
    var owner = owner(tenant, attempt.patronId());
    var hash = attempt.kept();
    if (!hasher.matches(turn, owner, pin, hash)) {
      return Optional.empty();
    }
    var patron = Parameters.of("patron", attempt.patronId());
    var right = Pipeline.of(tenant).add(FORGET_ATTEMPTS, patron.and("place", place));
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
    return Optional.of(attempt.right());
  }

  @Override
  public boolean stands(TenantId tenant, RightPin pin) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                STANDS,
                Parameters.of("patron", pin.patron())
                    .and("version", pin.version())
                    .and("place", Access.now().place())));
  }

  static String owner(TenantId tenant, UUID patron) {
    return "pin " + tenant + ' ' + patron;
  }
}
