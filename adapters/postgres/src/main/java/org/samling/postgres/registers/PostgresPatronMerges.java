package org.samling.postgres.registers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Actor;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronMerges;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.HoldsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.Batch;
import org.samling.postgres.writer.PostgresAccessLog;

/** Merges patrons, in a transaction during which the tenant's writers do nothing. */
public final class PostgresPatronMerges implements PatronMerges {

  private static final String WHO =
      """
      select p.id, p.name, p.kind, p.branch, p.birth_date, p.guardian_id, p.cpr_sealed is not null as is_registered
      from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = :tenant and i.value = any (?) order by i.kind = 'CPR' limit 1
      """;

  private static final String SAME_HOLDS =
      """
      select exists (
        select from hold k join hold m on m.tenant_id = k.tenant_id and m.record_id = k.record_id
        where k.tenant_id = :tenant and k.patron_id = :kept and m.patron_id = :merged and k.state in %1$s and m.state in %1$s
          and k.wanted_item_id is not distinct from m.wanted_item_id
          and k.wanted_volume is not distinct from m.wanted_volume
          and k.wanted_year is not distinct from m.wanted_year
          and k.wanted_issue is not distinct from m.wanted_issue)
      """
          .formatted(HoldsLoader.OPEN);

  private static final String MOVED =
      """
      select 'LOANS' as part, count(*) as number from loan where tenant_id = :tenant and patron_id = :merged
      union all
      select 'PAST_LOANS', count(*) from loan_history where tenant_id = :tenant and patron_id = :merged
      union all
      select 'HOLDS', count(*) from hold where tenant_id = :tenant and patron_id = :merged and state in %s
      union all
      select 'BOOKINGS', count(*) from booking where tenant_id = :tenant and patron_id = :merged
      union all
      select 'OPEN_FEES', count(*) from (
        select from ledger_entry where tenant_id = :tenant and patron_id = :merged and (fee_id is not null or kind = 'CREATION')
        group by coalesce(fee_id, id) having sum(amount) <> 0) f
      union all
      select 'PAYMENTS', count(*) from payment where tenant_id = :tenant and patron_id = :merged
      union all
      select 'IDENTIFIERS', count(*) from patron_identifier where tenant_id = :tenant and patron_id = :merged
      union all
      select 'BLOCKS', count(*) from patron_block where tenant_id = :tenant and patron_id = :merged
      union all
      select 'NOTES', count(*) from patron_note where tenant_id = :tenant and patron_id = :merged
      union all
      select 'GROUPS', count(*) from patron_group_member where tenant_id = :tenant and patron_id = :merged
      union all
      select 'WARDS', count(*) from patron where tenant_id = :tenant and guardian_id = :merged
      """
          .formatted(HoldsLoader.OPEN);

  private static final String MERGE = "select merge_patrons(?, ?, ?)";

  private static final String COMMAND = "merge-patrons";

  private static final String NOTE =
      """
      insert into patron_note (tenant_id, id, patron_id, kind, text, made_by, made_at)
      values (:tenant, :id, :kept, 'STAFF', :text, :actor, :at)
      """;

  private static final String MERGE_IN_JOURNALS =
      """
      select merge_in_journals(a.patron_id, a.note::uuid) from audit a
      where a.tenant_id = :tenant and a.patron_id = :kept and a.command = :command
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  public PostgresPatronMerges(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  private record Who(
      UUID id,
      String name,
      PatronKind kind,
      String branch,
      @Nullable LocalDate birthDate,
      @Nullable UUID guardianId,
      boolean isRegistered) {}

  /** The patron who stays, and the one who goes. */
  private record Pair(Who kept, Who merged) {

    Parameters parameters(TenantId tenant) {
      return Parameters.of("tenant", tenant).and("kept", kept.id()).and("merged", merged.id());
    }

    /** Whether the patron who stays is of age, by the date of birth that they will have. */
    boolean isOfAge(LendingPolicy policy, LocalDate day) {
      var born = kept.birthDate() == null ? merged.birthDate() : kept.birthDate();
      var age = policy.setting(Setting.PATRON_ADULT_AGE, kept.branch(), day).value();
      return born != null && !born.plusYears(age).isAfter(day);
    }
  }

  @Override
  public Optional<Plan> plan(TenantId tenant, String kept, String merged) {
    return database.ask(connection -> {
      Rows.run(connection, Acting.SET, Acting.of(tenant));
      var pair = pair(connection, tenant, kept, merged);
      var plan = pair.isEmpty() ? null : plan(connection, tenant, pair.get());
      connection.rollback();
      pair.ifPresent(found -> read(tenant, found));
      return Optional.ofNullable(plan);
    });
  }

  private void read(TenantId tenant, Pair pair) {
    log.read(tenant, pair.kept().id());
    log.read(tenant, pair.merged().id());
  }

  @Override
  public Optional<Plan> merge(TenantId tenant, String kept, String merged, Actor actor) {
    log.flush();
    var policy = policies.ask(database, tenant, new Pipeline());
    return database.ask(connection -> {
      Batch.lock(tenant).run(connection);
      var found = pair(connection, tenant, kept, merged);
      if (found.isEmpty()) {
        connection.rollback();
        return Optional.empty();
      }
      var pair = found.get();
      var plan = plan(connection, tenant, pair);
      if (!plan.obstacles().isEmpty()) {
        connection.rollback();
        if (plan.obstacles().contains(Obstacle.SAME_PATRON)) {
          mergeInJournals(connection, tenant, pair);
        }
        return Optional.of(plan);
      }
      var now = Instant.now();
      var what =
          pair.parameters(tenant)
              .and("actor", actor.name())
              .and("at", now)
              .and("id", Uuids.next(now))
              .and("text", "Merged: " + pair.merged().name());
      var isOfAge = pair.isOfAge(policy, policy.day(now));
      var pipeline =
          Pipeline.of(tenant)
              .add(Pipeline.WITHOUT_LIMIT)
              .add(MERGE, pair.kept().id(), pair.merged().id(), isOfAge);
      var id = pair.merged().id().toString();
      RegisterAudit.add(pipeline, now, actor, COMMAND, pair.kept().id(), id);
      pipeline.add(NOTE, what).commit(connection);
      mergeInJournals(connection, tenant, pair);
      return Optional.of(plan);
    });
  }

  /**
   * Many rows, and none is added any more: the tenant's writers need not wait for them. Does what
   * earlier merges into the same patron left undone, too: where this is interrupted, whoever asks
   * again finishes it.
   */
  private static void mergeInJournals(Connection connection, TenantId tenant, Pair pair)
      throws SQLException {
    Pipeline.of(tenant)
        .add(Pipeline.WITHOUT_LIMIT)
        .add(Acting.SET, Acting.of(tenant))
        .add(MERGE_IN_JOURNALS, Parameters.of("kept", pair.kept().id()).and("command", COMMAND))
        .commit(connection);
  }

  private Optional<Pair> pair(Connection connection, TenantId tenant, String kept, String merged)
      throws SQLException {
    var one = who(connection, tenant, kept);
    var other = who(connection, tenant, merged);
    return one.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pair(one.get(), other.get()));
  }

  private Optional<Who> who(Connection connection, TenantId tenant, String identifier)
      throws SQLException {
    return Rows.optional(
        connection,
        Who.class,
        WHO,
        Parameters.of("tenant", tenant),
        SqlArray.texts(keys.of(tenant, identifier)));
  }

  private static Plan plan(Connection connection, TenantId tenant, Pair pair) throws SQLException {
    var named = pair.parameters(tenant);
    var obstacles = new ArrayList<>(obstacles(pair));
    if (obstacles.isEmpty() && Rows.one(connection, Boolean.class, SAME_HOLDS, named)) {
      obstacles.add(Obstacle.SAME_HOLD);
    }
    var moved =
        Rows.list(connection, Moved.class, MOVED, named).stream()
            .filter(part -> part.number() > 0)
            .toList();
    return new Plan(pair.kept().id(), pair.kept().name(), pair.merged().name(), moved, obstacles);
  }

  private static List<Obstacle> obstacles(Pair pair) {
    var kept = pair.kept();
    var merged = pair.merged();
    if (kept.id().equals(merged.id())) {
      return List.of(Obstacle.SAME_PATRON);
    }
    var obstacles = new ArrayList<Obstacle>();
    if (kept.kind() != PatronKind.PERSON || merged.kind() != PatronKind.PERSON) {
      obstacles.add(Obstacle.NOT_A_PERSON);
    }
    if (merged.isRegistered()) {
      obstacles.add(kept.isRegistered() ? Obstacle.TWO_PERSONS : Obstacle.REGISTERED);
    }
    if (kept.id().equals(merged.guardianId()) || merged.id().equals(kept.guardianId())) {
      obstacles.add(Obstacle.GUARDIAN);
    }
    return obstacles;
  }
}
