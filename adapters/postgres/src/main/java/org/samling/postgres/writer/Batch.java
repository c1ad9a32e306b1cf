package org.samling.postgres.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Json;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.Replication;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.loader.Use;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/**
 * One batch of commands of one tenant in one transaction: two round trips, however many commands.
 *
 * <pre>
 *   first:   begin; act for the tenant, take its lock; load outcomes by key, policy version, facts
 *            decide one command after another
 *   second:  write effects, outcomes, audit, outbox; commit
 * </pre>
 *
 * <p>Between the two is one more where titles have queues, items are overdue, or patrons have
 * credit.
 *
 * <p>The commit waits for the disk unless a {@link CommitFlusher} sees to that later.
 *
 * <p>The lock is the tenant's, so that batches of several nodes follow each other; what is loaded
 * is read by statements of their own after it, and so sees what the batch before has committed.
 */
public final class Batch {

  /** A node that is cut off while it holds the lock soon loses it. */
  private static final String LOCK =
      """
      select act_for(?),
        set_config('idle_in_transaction_session_timeout', current_setting('samling.answer_within'), true),
        pg_advisory_xact_lock(?, ?)
      """;

  /**
   * A lock or statement that takes too long fails before the transaction is ended as a whole.
   * Answers with when the server was started.
   */
  private static final String LIMITS =
      """
      select set_config('lock_timeout', ?, true) as lock, set_config('statement_timeout', ?, true) as statement,
        case when current_setting('transaction_timeout', true) is not null
          then set_config('transaction_timeout', ?, true) end as transaction, pg_postmaster_start_time() as started
      """;

  private record LimitsRow(
      String lock, String statement, @Nullable String transaction, Instant started) {}

  /** Lets a commit return before the disk has it. */
  private static final String RUN_AHEAD = "set local synchronous_commit = off";

  /** The advisory lock space of the tenants' writers. */
  public static final int WRITER_LOCKS = 0x53414d4c;

  /**
   * Acts for a tenant and takes the lock of its writers: a batch that was decided with the old
   * calendars or stops is committed then, so that a search for loans to be moved finds those that
   * it made, and the next batch waits until this transaction ends.
   */
  public static Pipeline lock(TenantId tenant) {
    return new Pipeline().add(LOCK, Acting.of(tenant), WRITER_LOCKS, tenant.value());
  }

  /** The days limit which partitions are read; how long a key is remembered is checked in Java. */
  private static final String REMEMBERED =
      """
      select encode(key, 'hex') as key, decided_at, outcome from command_outcome
      where tenant_id = :tenant and key = any (:keys) and day between :first and :last
      order by decided_at
      """;

  private record OutcomeRow(Bytes key, LocalDate day, Instant decidedAt, JsonText outcome) {}

  private static final RowStatement<OutcomeRow> REMEMBER =
      RowStatement.of(
          OutcomeRow.class,
          """
          insert into command_outcome (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, key, day)
          do update set decided_at = excluded.decided_at, outcome = excluded.outcome
          """);

  private record AuditRow(
      UUID id,
      Instant at,
      String actor,
      String branch,
      String command,
      @Nullable UUID patronId,
      @Nullable UUID itemId,
      String outcome,
      @Nullable RefusalReason reason,
      @Nullable String note) {}

  private static final RowStatement<AuditRow> AUDIT =
      RowStatement.of(
          AuditRow.class, "insert into audit (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private record AuditPatronRow(UUID auditId, Instant at, UUID patronId) {}

  /** The patron of a command about an item is not kept as long as the rest of the audit. */
  private static final RowStatement<AuditPatronRow> AUDIT_PATRON =
      RowStatement.of(
          AuditPatronRow.class,
          "insert into audit_patron (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private final TenantId tenant;
  private final List<Command<?>> commands;
  private final PatronKeys keys;
  private final Instant since;
  private @Nullable Duration limit;
  private InstantSource clock = InstantSource.system();
  private boolean lookedUp;
  private boolean changed;
  private LaterFlush later = _ -> null;
  private CommitFlusher.@Nullable Line line;

  /** A batch that is run for the first time. */
  public Batch(TenantId tenant, List<Command<?>> commands, PatronKeys keys) {
    this(tenant, commands, keys, Instant.now());
  }

  /**
   * A batch that may have been run before.
   *
   * @param since when its commands were first run: any outcome recorded since then under their keys
   *     is their own
   */
  public Batch(TenantId tenant, List<Command<?>> commands, PatronKeys keys, Instant since) {
    this.tenant = tenant;
    this.commands = commands;
    this.keys = keys;
    this.since = since;
  }

  /** Has PostgreSQL end the transaction after this time, whatever becomes of this node. */
  Batch within(Duration time) {
    limit = time;
    return this;
  }

  /** Decides, when a batch is about to be committed, what flushes the commit later. */
  interface LaterFlush {

    /**
     * The line that will, or null where the commit has to wait for the disk itself.
     *
     * @param serverStarted when the server was started that the batch is on
     */
    CommitFlusher.@Nullable Line line(Instant serverStarted);
  }

  /** Lets the commit return before the disk has it, where something flushes it later. */
  Batch flushed(LaterFlush other) {
    later = other;
    return this;
  }

  /** What has to flush the commit that has returned; null where it is as durable as any. */
  CommitFlusher.@Nullable Line flushedBy() {
    return line;
  }

  /** Decides by another clock than the system's. */
  Batch by(InstantSource other) {
    clock = other;
    return this;
  }

  /**
   * The outcome recorded under a command's key.
   *
   * @param isTheirs whether it is from this batch's own command, in a run that was thought to have
   *     failed
   */
  private record Known(Outcome outcome, Instant decided, boolean isTheirs) {}

  private record RememberedRow(String key, Instant decidedAt, JsonText outcome) {

    Known known(Instant since) {
      return new Known(Json.readOutcome(outcome.json()), decidedAt, !decidedAt.isBefore(since));
    }
  }

  /**
   * Whether the outcomes under the commands' keys were read, under the tenant's lock: where nothing
   * was found, nothing that began before can be committed any more.
   */
  boolean wasLookedUp() {
    return lookedUp;
  }

  /**
   * Whether anything was changed. A refusal is written, too, and may still fit on a disk too full
   * for a loan.
   */
  boolean hasChanged() {
    return changed;
  }

  /** Further statements in a batch's transaction, written before the changes of its commands. */
  public interface Ahead<T extends @Nullable Object> {
    Answer<T> addTo(Pipeline pipeline, List<Outcome> outcomes);
  }

  /**
   * Decides and writes.
   *
   * @return the outcomes in the order of the commands
   */
  public List<Outcome> run(Connection connection, PolicyCache policies) throws SQLException {
    return run(connection, policies, (_, outcomes) -> Answer.of(outcomes));
  }

  /**
   * Decides and writes, in a transaction that may have begun already.
   *
   * @param ahead further statements, written first
   * @return their answer
   */
  public <T extends @Nullable Object> T run(
      Connection connection, PolicyCache policies, Ahead<T> ahead) throws SQLException {
    var remembered = new HashMap<String, Known>();
    var loaded = load(connection, policies, remembered);
    var policy = loaded.policy();
    var facts = loaded.facts();
    var desk = new Desk(policy, facts);
    var writer = new EffectWriter(policy);
    var following = new RequestUpdateWriter();
    var outcomeRows = new LinkedHashMap<String, OutcomeRow>();
    var auditRows = new ArrayList<AuditRow>();
    var auditPatronRows = new ArrayList<AuditPatronRow>();
    var outcomes = new ArrayList<Outcome>();
    var now = clock.instant();
    for (var command : commands) {
      var key = command.origin().key().hex();
      var known = remembered.get(key);
      if (known != null && answers(known, command, desk, now)) {
        outcomes.add(known.outcome());
        continue;
      }
      var decision = desk.decide(command, now);
      changed |= !decision.effects().isEmpty();
      for (var effect : decision.effects()) {
        writer.add(effect, command, now);
        following.add(effect, command.origin().actor());
      }
      remembered.put(key, new Known(decision.outcome(), now, false));
      outcomes.add(decision.outcome());
      outcomeRows.put(
          key,
          new OutcomeRow(
              bytes(key), day(now), now, new JsonText(Json.writeOutcome(decision.outcome()))));
      audit(auditRows, auditPatronRows, command, decision.outcome(), facts, now);
    }
    var write = Pipeline.of(tenant);
    var answer = ahead.addTo(write, outcomes);
    writer.addTo(write, now);
    following.addTo(write);
    write
        .write(REMEMBER, outcomeRows.values())
        .write(AUDIT, auditRows)
        .write(AUDIT_PATRON, auditPatronRows);
    var flushedBy = loaded.serverStarted() == null ? null : later.line(loaded.serverStarted());
    if (flushedBy != null) {
      write.add(RUN_AHEAD);
    } else if (outcomeRows.isEmpty()) {
      write.add(Replication.AWAIT_STANDBYS);
    }
    write.commit(connection);
    line = flushedBy;
    return answer.get();
  }

  /**
   * What the commands are decided on.
   *
   * @param serverStarted when the server was started that it is from; null without limits
   */
  private record Loaded(LendingPolicy policy, Facts facts, @Nullable Instant serverStarted) {}

  /**
   * Loads in one round trip what the commands are decided on; the facts anew where another node or
   * transaction was the first to use something for this tenant.
   */
  private Loaded load(Connection connection, PolicyCache policies, Map<String, Known> remembered)
      throws SQLException {
    var uses = policies.uses(tenant);
    var pipeline = Pipeline.of(tenant);
    var server = limit == null ? null : limits(pipeline, limit);
    pipeline.add(lock(tenant));
    var version = pipeline.one(Long.class, PolicyCache.VERSION);
    pipeline.each(
        RememberedRow.class,
        row -> remembered.put(row.key(), row.known(since)),
        REMEMBERED,
        Parameters.of("keys", keys())
            .and("first", day(since.minus(longestWindow())))
            // The batch before may have been decided after midnight.
            .and("last", day(clock.instant()).plusDays(1)));
    var loading = addFacts(pipeline, uses);
    pipeline.run(connection);
    lookedUp = true;

    var now = policies.loaded(connection, tenant, version.get());
    if (!uses.containsAll(now.uses())) {
      var again = Pipeline.of(tenant);
      loading = addFacts(again, now.uses());
      again.run(connection);
    }
    loading
        .loader()
        .following(loading.facts(), clock.instant(), now.policy().matrix().asksForFees())
        .run(connection);
    return new Loaded(
        now.policy(), loading.facts(), server == null ? null : server.get().started());
  }

  private record Loading(FactsLoader loader, Facts facts) {}

  private Loading addFacts(Pipeline pipeline, Set<Use> uses) {
    var loading = new Loading(new FactsLoader(tenant, commands, keys, uses), new Facts());
    loading.loader().addFirst(pipeline, loading.facts());
    return loading;
  }

  private static Answer<LimitsRow> limits(Pipeline pipeline, Duration limit) {
    var whole = Math.max(1, limit.toMillis()); // 0 would be no limit
    var part = Long.toString(whole - whole / 8);
    return pipeline.one(LimitsRow.class, LIMITS, part, part, Long.toString(whole));
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private Duration longestWindow() {
    return commands.stream()
        .map(c -> c.origin().key().window())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private SqlArray keys() {
    return SqlArray.bytes(
        commands.stream().map(c -> HexFormat.of().parseHex(c.origin().key().hex())).toList());
  }

  private static Bytes bytes(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }

  /** Whether a recorded outcome answers this command, because it is the same command repeated. */
  private static boolean answers(Known known, Command<?> command, Desk desk, Instant now) {
    var key = command.origin().key();
    return known.isTheirs()
        || (known.decided().isAfter(now.minus(key.window()))
            && switch (key.sameness()) {
              case PROVEN -> true;
              case WHILE_EFFECT_STANDS -> desk.stands(command, known.outcome());
            });
  }

  private static void audit(
      List<AuditRow> rows,
      List<AuditPatronRow> patrons,
      Command<?> command,
      Outcome outcome,
      Facts facts,
      Instant now) {
    var origin = command.origin();
    var reason = outcome instanceof Refusal refusal ? refusal.reason() : null;
    var id = Uuids.next(now);
    var patron =
        Optional.ofNullable(command.patron())
            .flatMap(facts::owner)
            .map(PatronFacts::id)
            .orElse(command.patronId());
    var item =
        Optional.ofNullable(command.item()).flatMap(facts::item).map(ItemFacts::id).orElse(null);
    if (patron != null && item != null) {
      patrons.add(new AuditPatronRow(id, now, patron));
    }
    rows.add(
        new AuditRow(
            id,
            now,
            origin.actor(),
            origin.branch(),
            Json.kind(command),
            item == null ? patron : null,
            item,
            reason == null ? "done" : "refused",
            reason,
            command.remark()));
  }
}
