package org.samling.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.TenantId;

/**
 * One batch of commands of one tenant in one transaction: two round trips, however many commands.
 *
 * <pre>
 *   first:   begin; set tenant, take the tenant's lock; load outcomes by key, policy version, facts
 *            decide one command after another
 *   second:  write effects, outcomes, audit, outbox; commit
 * </pre>
 *
 * <p>The lock is the tenant's, so that batches of several nodes follow each other; what is loaded
 * is read by statements of their own after it, and so sees what the batch before has committed.
 */
final class Batch {

  /** A node that is cut off while it holds the lock does not hold it for long. */
  static final String LOCK =
      """
      select set_config('samling.tenant', ?, true),
        set_config('idle_in_transaction_session_timeout', current_setting('samling.answer_within'), true),
        pg_advisory_xact_lock(?, ?)
      """;

  /** A lock or statement that takes too long fails before the transaction is ended as a whole. */
  private static final String LIMITS =
      """
      select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true),
        case when current_setting('transaction_timeout', true) is not null
          then set_config('transaction_timeout', ?, true) end
      """;

  /** The space of advisory locks that are tenants' writers. */
  static final int WRITER_LOCKS = 0x53414d4c;

  /** The days bound the partitions that are looked at; a key's window is looked at in Java. */
  private static final String REMEMBERED =
      """
      select encode(key, 'hex') as key, decided_at, outcome from command_outcome
      where tenant_id = ? and key = any (?) and day between ? and ?
      order by decided_at
      """;

  private static final String REMEMBER =
      """
      insert into command_outcome (tenant_id, key, day, decided_at, outcome)
      select ?, * from unnest(?, ?, ?, ?)
      on conflict (tenant_id, key, day)
      do update set decided_at = excluded.decided_at, outcome = excluded.outcome
      """;

  private static final String AUDIT =
      """
      insert into audit (tenant_id, id, at, actor, branch, command, patron_id, item_id, outcome, reason)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Who a command about an item was for does not stay as long as the rest. */
  private static final String AUDIT_PATRON =
      "insert into audit_patron (tenant_id, audit_id, at, patron_id) select ?, * from unnest(?, ?, ?)";

  private final TenantId tenant;
  private final List<Command<?>> commands;
  private final PatronKeys keys;
  private final Instant since;
  private @Nullable Duration limit;
  private InstantSource clock = InstantSource.system();
  private boolean lookedUp;
  private boolean changed;

  /** A batch that is run for the first time. */
  Batch(TenantId tenant, List<Command<?>> commands, PatronKeys keys) {
    this(tenant, commands, keys, Instant.now());
  }

  /**
   * A batch that may have been run before.
   *
   * @param since when its commands were first run: what was decided since under their keys was
   *     decided for them
   */
  Batch(TenantId tenant, List<Command<?>> commands, PatronKeys keys, Instant since) {
    this.tenant = tenant;
    this.commands = commands;
    this.keys = keys;
    this.since = since;
  }

  /** Has PostgreSQL end the transaction after so long, whatever becomes of this node. */
  Batch within(Duration time) {
    limit = time;
    return this;
  }

  /** Decides by another clock than the system's. */
  Batch by(InstantSource other) {
    clock = other;
    return this;
  }

  /**
   * What came of a command under a key.
   *
   * @param isTheirs whether it came of this batch's own command, in a run that was thought to have
   *     failed
   */
  private record Known(Outcome outcome, Instant decided, boolean isTheirs) {}

  /**
   * Whether the outcomes under the commands' keys were read, under the tenant's lock: where nothing
   * was found, nothing that began before can be committed any more.
   */
  boolean wasLookedUp() {
    return lookedUp;
  }

  /**
   * Whether anything was changed. A refusal is written, too, and finds room on a disk that has none
   * for a loan.
   */
  boolean hasChanged() {
    return changed;
  }

  /** What else is written in a batch's transaction, ahead of what its commands change. */
  interface Ahead {
    void addTo(Pipeline pipeline, List<Outcome> outcomes);
  }

  /**
   * Decides and writes.
   *
   * @return the outcomes in the order of the commands
   */
  List<Outcome> run(Connection connection, PolicyCache policies) throws SQLException {
    return run(connection, policies, (_, _) -> {});
  }

  /**
   * Decides and writes, in a transaction that may have begun already.
   *
   * @param ahead what else is written
   * @return the outcomes in the order of the commands
   */
  List<Outcome> run(Connection connection, PolicyCache policies, Ahead ahead) throws SQLException {
    var begun = clock.instant();
    var facts = new Facts();
    var remembered = new HashMap<String, Known>();
    var version = new long[1];
    var load =
        limits()
            .add(LOCK, tenant.toString(), WRITER_LOCKS, tenant.value())
            .add(row -> version[0] = row.getLong(1), PolicyCache.VERSION, tenant.value())
            .add(
                row -> {
                  var decided = FactsLoader.instant(row, "decided_at");
                  var outcome = Json.readOutcome(row.getString("outcome"));
                  remembered.put(
                      row.getString("key"), new Known(outcome, decided, !decided.isBefore(since)));
                },
                REMEMBERED,
                tenant.value(),
                keys(),
                day(since.minus(longestWindow())),
                day(begun).plusDays(1)); // the batch before may have been decided after midnight
    new FactsLoader(tenant, commands, keys).addTo(load, facts);
    load.run(connection);
    lookedUp = true;

    var policy = policies.get(connection, tenant, version[0]);
    var desk = new Desk(policy, facts);
    var writer = new EffectWriter(tenant, policy);
    var following = new FollowingWriter();
    var outcomeRows = new Columns("bytea", "date", "timestamptz", "jsonb");
    var auditRows =
        new Columns("uuid", "timestamptz", "text", "text", "text", "uuid", "uuid", "text", "text");
    var auditPatronRows = new Columns("uuid", "timestamptz", "uuid");
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
        writer.add(effect, now);
        following.add(effect, command.origin().actor());
      }
      remembered.put(key, new Known(decision.outcome(), now, false));
      outcomes.add(decision.outcome());
      outcomeRows.row("\\x" + key, day(now), now, Json.writeOutcome(decision.outcome()));
      audit(auditRows, auditPatronRows, command, decision.outcome(), facts, now);
    }
    var write = new Pipeline();
    ahead.addTo(write, outcomes);
    writer.addTo(write, now);
    following.addTo(write, tenant.value());
    if (!outcomeRows.isEmpty()) {
      write.add(REMEMBER, outcomeRows.after(tenant.value()));
      write.add(AUDIT, auditRows.after(tenant.value()));
      if (!auditPatronRows.isEmpty()) {
        write.add(AUDIT_PATRON, auditPatronRows.after(tenant.value()));
      }
    } else {
      write.add(Replication.AWAIT_STANDBYS);
    }
    write.commit(connection);
    return outcomes;
  }

  private Pipeline limits() {
    if (limit == null) {
      return new Pipeline();
    }
    var whole = Math.max(1, limit.toMillis()); // 0 would be no limit
    var part = Long.toString(whole - whole / 8);
    return new Pipeline().add(LIMITS, part, part, Long.toString(whole));
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

  private Pipeline.Texts keys() {
    return new Pipeline.Texts(
        "bytea", commands.stream().map(c -> "\\x" + c.origin().key().hex()).toList());
  }

  /** Whether a command is the one that was decided before, and gets its outcome. */
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
      Columns rows,
      Columns patrons,
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
      patrons.row(id, now, patron);
    }
    rows.row(
        id,
        now,
        origin.actor(),
        origin.branch(),
        Json.kind(command),
        item == null ? patron : null,
        item,
        reason == null ? "done" : "refused",
        reason == null ? null : reason.name());
  }
}
