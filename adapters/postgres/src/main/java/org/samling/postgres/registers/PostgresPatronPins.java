package org.samling.postgres.registers;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PinRules;
import org.samling.core.privacy.Access;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.writer.PostgresAccessLog;

/** Sets, changes, resets and unlocks PINs. */
public final class PostgresPatronPins implements PatronPins {

  /** A guest's PIN is their home's business. */
  private static final String WHO =
      """
      select p.id, p.birth_date, n.set_at,
        array(select c.value from patron_identifier c
          where c.tenant_id = p.tenant_id and c.patron_id = p.id and c.kind = 'CARD') as cards
      from patron_identifier i
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      left join patron_pin n on n.tenant_id = p.tenant_id and n.patron_id = p.id
      where i.tenant_id = :tenant and i.value = any (:keys)
        and not exists (select from guest g where g.tenant_id = p.tenant_id and g.patron_id = p.id)
      order by i.kind = 'CPR' limit 1
      """;

  private static final String LOCKS =
      """
      select distinct nullif(f.place, '') as place, f.locked_until as until,
        case f.place when '' then (select sum(a.ignored)::int from patron_pin_failure a
          where a.tenant_id = f.tenant_id and a.patron_id = f.patron_id) else f.ignored end as ignored
      from patron_identifier i
      join patron_pin_failure f on f.tenant_id = i.tenant_id and f.patron_id = i.patron_id
      where i.tenant_id = :tenant and i.value = any (:keys) and f.locked_until > now()
      order by place nulls first
      """;

  /** A PIN that replaces a known one replaces nothing if that is gone. */
  private static final String SET =
      """
      with kept as (
        insert into patron_pin as n (tenant_id, patron_id, hash, pepper_version)
        select :tenant, :patron::uuid, :hash, :pepperVersion
        where :version::int is null or exists
          (select from patron_pin o where o.tenant_id = :tenant and o.patron_id = :patron::uuid and o.version = :version::int)
        on conflict (tenant_id, patron_id) do update
          set hash = excluded.hash, pepper_version = excluded.pepper_version, version = n.version + 1, set_at = now()
          where :version::int is null or n.version = :version::int
        returning n.tenant_id, n.patron_id),
      forgotten as (
        delete from patron_pin_failure f using kept k where f.tenant_id = k.tenant_id and f.patron_id = k.patron_id),
      noted as (
        insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome)
        select k.tenant_id, :id::uuid, now(), :actor, p.branch, :command, k.patron_id, 'done'
        from kept k join patron p on p.tenant_id = k.tenant_id and p.id = k.patron_id)
      select patron_id from kept
      """;

  private static final String UNLOCK =
      """
      with unlocked as (
        select n.tenant_id, n.patron_id from patron_identifier i
        join patron_pin n on n.tenant_id = i.tenant_id and n.patron_id = i.patron_id
        where i.tenant_id = :tenant and i.value = any (:keys)
        order by i.kind = 'CPR' limit 1),
      forgotten as (
        delete from patron_pin_failure f using unlocked u where f.tenant_id = u.tenant_id and f.patron_id = u.patron_id),
      noted as (
        insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome)
        select u.tenant_id, :id::uuid, now(), :actor, p.branch, 'unlock-pin', u.patron_id, 'done'
        from unlocked u join patron p on p.tenant_id = u.tenant_id and p.id = u.patron_id)
      select patron_id from unlocked
      """;

  /** How long a change whose answer was lost can be asked for again. */
  private static final Duration REPEATED = Duration.ofMinutes(10);

  private final Database database;
  private final PolicyCache policies;
  private final SecretHasher hasher;
  private final BoundSight sights;
  private final PostgresAccessLog log;
  private final PatronAuthentication authentication;
  private final SecureRandom random = new SecureRandom();

  public PostgresPatronPins(
      Database database,
      PolicyCache policies,
      SecretHasher hasher,
      BoundSight sights,
      PostgresAccessLog log,
      PatronAuthentication authentication) {
    this.database = database;
    this.policies = policies;
    this.hasher = hasher;
    this.sights = sights;
    this.log = log;
    this.authentication = authentication;
  }

  private record Who(
      UUID id, @Nullable LocalDate birthDate, @Nullable Instant setAt, List<String> cards) {

    boolean isChangedLately() {
      return setAt != null && setAt.plus(REPEATED).isAfter(Instant.now());
    }

    PinRules.Owner owner() {
      return new PinRules.Owner(birthDate, cards);
    }
  }

  /** The patron, and the rules for a PIN. */
  private record Known(Optional<Who> who, PinRules rules) {}

  private Known known(TenantId tenant, String identifier) {
    var pipeline = new Pipeline();
    var who = pipeline.optional(Who.class, WHO, named(tenant, identifier).and("tenant", tenant));
    var policy = policies.ask(database, tenant, pipeline);
    return new Known(who.get(), PinRules.of(policy, Instant.now()));
  }

  private Parameters named(TenantId tenant, String identifier) {
    return Parameters.of("keys", sights.keys(tenant, identifier));
  }

  @Override
  public Optional<PinStatus> status(TenantId tenant, String identifier) {
    var kept = named(tenant, identifier);
    var pipeline = Pipeline.of(tenant);
    var who = pipeline.optional(Who.class, WHO, kept);
    var locks = pipeline.list(Lock.class, LOCKS, kept);
    database.inTenant(tenant, pipeline);
    who.get().ifPresent(known -> log.read(tenant, known.id()));
    return who.get().map(known -> new PinStatus(known.setAt(), locks.get()));
  }

  @Override
  public boolean unlock(TenantId tenant, String identifier) {
    return database.inTenant(
        tenant,
        pipeline ->
            pipeline.any(
                UNLOCK,
                named(tenant, identifier)
                    .and("id", Uuids.next(Instant.now()))
                    .and("actor", Access.now().actor())));
  }

  @Override
  public PinChange set(TenantId tenant, String identifier, Secret pin) {
    var known = known(tenant, identifier);
    if (known.who().isEmpty()) {
      return new PinChange.NoPatron();
    }
    var who = known.who().get();
    if (!known.rules().accepts(pin, who.owner())) {
      return new PinChange.Unfit(known.rules());
    }
    put(tenant, who.id(), pin, null, "set-pin");
    return new PinChange.Done();
  }

  @Override
  public PinChange change(TenantId tenant, String identifier, Secret old, Secret pin) {
    var right = authentication.check(tenant, identifier, old);
    var known = known(tenant, identifier);
    if (right.isEmpty()
        || known.who().isEmpty()
        || !known.who().get().id().equals(right.get().patron())) {
      return known.who().filter(Who::isChangedLately).isPresent()
              && authentication.check(tenant, identifier, pin).isPresent()
          ? new PinChange.Done()
          : new PinChange.WrongPin();
    }
    if (!known.rules().accepts(pin, known.who().get().owner())) {
      return new PinChange.Unfit(known.rules());
    }
    return put(tenant, right.get().patron(), pin, right.get().version(), "change-pin")
        ? new PinChange.Done()
        : new PinChange.WrongPin();
  }

  @Override
  public Optional<Secret> reset(TenantId tenant, String identifier) {
    var known = known(tenant, identifier);
    return known
        .who()
        .map(who -> {
          var pin = known.rules().random(random, who.owner());
          put(tenant, who.id(), pin, null, "reset-pin");
          return pin;
        });
  }

  private boolean put(
      TenantId tenant, UUID patron, Secret pin, @Nullable Integer version, String command) {
    var hash = hasher.hash(PostgresPatronAuthentication.owner(tenant, patron), pin);
    return database.inTenant(
        tenant,
        p ->
            p.any(
                SET,
                Parameters.of("patron", patron)
                    .and("hash", hash.text())
                    .and("pepperVersion", hash.pepperVersion())
                    .and("version", version)
                    .and("id", Uuids.next(Instant.now()))
                    .and("actor", Access.now().actor())
                    .and("command", command)));
  }
}
