package org.samling.postgres.writer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.Access;
import org.samling.core.privacy.AccessLog;
import org.samling.core.requests.CurrentRequest;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs who reads patrons' accounts, some time after the reading, so that no query waits for a disk.
 * Waiting reads are counted together; while the database takes no writes they are kept until it
 * does, and whoever reads more than {@value #MOST_WAITING} different accounts meanwhile writes them
 * itself, or gets an error.
 *
 * <p>What a node reads in the last second before it is killed is not logged.
 */
public final class PostgresAccessLog implements AccessLog, AutoCloseable {

  static final int MOST_WAITING = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresAccessLog.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 1_000;

  private record AccessRow(
      UUID patronId,
      LocalDate day,
      String protocol,
      String who,
      String operation,
      String person,
      String token,
      int times,
      Instant firstAt,
      Instant lastAt) {}

  private static final RowStatement<AccessRow> WRITE =
      RowStatement.of(
          AccessRow.class,
          """
          insert into patron_access (tenant_id, {*}) select :tenant, {e.*}
          from {rows} where exists (select from patron p where p.tenant_id = :tenant and p.id = e.patron_id)
          on conflict (tenant_id, patron_id, day, protocol, who, operation, person, token) do update
          set times = patron_access.times + excluded.times, first_at = least(patron_access.first_at, excluded.first_at),
            last_at = greatest(patron_access.last_at, excluded.last_at), is_exact = true
          """);

  /** Leaves only the hours of some reads; what follows says of which. */
  public static final String TO_THE_HOUR =
      """
      update patron_access set first_at = date_trunc('hour', first_at, 'UTC'),
        last_at = date_trunc('hour', last_at, 'UTC'), is_exact = false
      where tenant_id = :tenant and is_exact and
      """;

  private static final String SEEN =
      """
      select day, protocol, who, operation, person, token, times, first_at, last_at, is_exact from patron_access
      where tenant_id = :tenant and patron_id = :patron
        and ((day, last_at) < (coalesce(:day::date, 'infinity'), coalesce(:last::timestamptz, 'infinity'))
          or (day, last_at) = (:day::date, :last::timestamptz) and (protocol, who, operation, person, token)
            > (:protocol::text, :who::text, :operation::text, :person::text, :token::text))
      order by day desc, last_at desc, protocol, who, operation, person, token limit :limit
      """;

  /** A person is who asked, or used an account: each has its index. */
  private static final String SEEN_BY =
      """
      select s.*, (select v.value from patron_identifier v where v.tenant_id = s.tenant_id and v.patron_id = s.patron_id
        and v.kind = 'CARD' order by v.active desc, v.value limit 1) as card
      from (
        select * from patron_access
        where tenant_id = :tenant and (who = :asked or person = :asked and person <> who and person <> '')
          and (:from::date is null or day >= :from) and (:to::date is null or day <= :to)
          and ((day, last_at) < (coalesce(:day::date, 'infinity'), coalesce(:last::timestamptz, 'infinity'))
            or (day, last_at) = (:day::date, :last::timestamptz) and (patron_id, protocol, who, operation, person, token)
              > (:patron::uuid, :protocol::text, :who::text, :operation::text, :person::text, :token::text))
        order by day desc, last_at desc, patron_id, protocol, who, operation, person, token limit :limit) s
      order by s.day desc, s.last_at desc, s.patron_id, s.protocol, s.who, s.operation, s.person, s.token
      """;

  private static final String NAMED =
      "select distinct value, patron_id from patron_identifier where tenant_id = :tenant and value = any (:values)";

  private static final String DONE =
      """
      select at, id, actor, branch, command, outcome, note from (
        select at, id, actor, branch, command, outcome, note from audit where tenant_id = :tenant and patron_id = :patron
        union all
        select a.at, a.id, a.actor, a.branch, a.command, a.outcome, a.note from audit_patron p
        join audit a on a.tenant_id = p.tenant_id and a.id = p.audit_id and a.at = p.at
        where p.tenant_id = :tenant and p.patron_id = :patron) d
      where (at, id)
        < (coalesce(:at::timestamptz, 'infinity'), coalesce(:id::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by at desc, id desc limit :limit
      """;

  private final Database database;
  private final Map<Look, Times> waiting = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** That a patron's account was read on a day. */
  private record Look(TenantId tenant, UUID patron, LocalDate day, Access access) {

    AccessRow row(Times times) {
      return new AccessRow(
          patron,
          day,
          access.protocol(),
          access.who(),
          access.operation(),
          access.person(),
          access.token(),
          times.count(),
          times.first(),
          times.last());
    }
  }

  /** How often, and when first and last. */
  private record Times(int count, Instant first, Instant last) {

    Times plus(Times other) {
      return new Times(
          count + other.count,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  public PostgresAccessLog(Database database) {
    this.database = database;
    this.thread = Thread.ofVirtual().name("access-log").start(this::write);
  }

  /**
   * Logs that a patron's account is read on this thread; once for a request, however often it
   * reads.
   *
   * @throws StoreException when too many readings wait already and can't be written
   */
  public void read(TenantId tenant, UUID patron) {
    if (waiting.size() >= MOST_WAITING) {
      flush();
    }
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var look = new Look(tenant, patron, now.atOffset(ZoneOffset.UTC).toLocalDate(), Access.now());
    if (CurrentRequest.isFirst(look)) {
      waiting.merge(look, new Times(1, now, now), Times::plus);
    }
  }

  private void write() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          flush();
        } catch (StoreException e) {
          LOG.warn("reads of accounts could not be logged yet: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the waiting readings. */
  public synchronized void flush() {
    var tenants =
        waiting.keySet().stream()
            .collect(Collectors.groupingBy(Look::tenant, Collectors.toCollection(ArrayList::new)));
    tenants.forEach((tenant, looks) -> {
      // In the same order on every node, to avoid deadlocks.
      looks.sort(
          Comparator.comparing((Look l) -> l.patron().toString())
              .thenComparing(l -> l.access().toString()));
      for (var from = 0; from < looks.size(); from += AT_ONCE) {
        flush(tenant, looks.subList(from, Math.min(looks.size(), from + AT_ONCE)));
      }
    });
  }

  private void flush(TenantId tenant, List<Look> looks) {
    var taken = new HashMap<Look, Times>();
    for (var look : looks) {
      var times = waiting.remove(look);
      if (times != null) {
        taken.put(look, times);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      // In the order in which the readings were sorted.
      var rows =
          looks.stream()
              .flatMap(l -> Optional.ofNullable(taken.get(l)).map(l::row).stream())
              .toList();
      database.inTenant(tenant, new Pipeline().write(WRITE, rows));
    } catch (StoreException e) {
      if (Database.isOfWithdrawnTenant(e)) {
        return; // its log is no more
      }
      taken.forEach((look, times) -> waiting.merge(look, times, Times::plus));
      throw e;
    }
  }

  @Override
  public List<AccountRead> reads(
      TenantId tenant, UUID patron, @Nullable ReadPlace after, int limit) {
    flush();
    return database.inTenant(
        tenant,
        p ->
            p.list(
                SeenRow.class,
                SeenRow::seen,
                SEEN,
                behind(Parameters.of("patron", patron), after)
                    .and("limit", Math.min(limit, MAX_LISTED))));
  }

  private static Parameters behind(Parameters parameters, @Nullable ReadPlace after) {
    var access = after == null ? null : after.access();
    return parameters
        .and("day", after == null ? null : after.day())
        .and("last", after == null ? null : after.last())
        .and("protocol", access == null ? null : access.protocol())
        .and("who", access == null ? null : access.who())
        .and("operation", access == null ? null : access.operation())
        .and("person", access == null ? null : access.person())
        .and("token", access == null ? null : access.token());
  }

  private record SeenRow(
      LocalDate day, Access access, int times, Instant firstAt, Instant lastAt, boolean isExact) {

    AccountRead seen() {
      return new AccountRead(day, access, times, firstAt, lastAt, isExact);
    }
  }

  @Override
  public List<SeenPatron> seen(
      TenantId tenant, String who, Days days, @Nullable SeenPlace after, int limit) {
    flush();
    var found =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    SeenByRow.class,
                    row -> new SeenPatron(row.patronId(), row.card(), row.read().seen()),
                    SEEN_BY,
                    behind(
                            Parameters.of("asked", who)
                                .and("patron", after == null ? null : after.patron()),
                            after == null ? null : after.read())
                        .and("from", days.from())
                        .and("to", days.to())
                        .and("limit", Math.min(limit, MAX_LISTED))));
    found.forEach(seen -> read(tenant, seen.patron()));
    return found;
  }

  private record SeenByRow(UUID patronId, @Nullable String card, SeenRow read) {}

  @Override
  public Set<String> noteShown(TenantId tenant, Collection<String> identifiers) {
    record Named(String value, UUID patronId) {}
    var found =
        database.inTenant(
            tenant,
            p -> p.list(Named.class, NAMED, Parameters.of("values", SqlArray.texts(identifiers))));
    found.stream().map(Named::patronId).distinct().forEach(patron -> read(tenant, patron));
    return found.stream().map(Named::value).collect(Collectors.toSet());
  }

  @Override
  public List<CommandEntry> commands(
      TenantId tenant, UUID patron, @Nullable CommandPlace after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                CommandEntry.class,
                DONE,
                Parameters.of("patron", patron)
                    .and("at", after == null ? null : after.at())
                    .and("id", after == null ? null : after.id())
                    .and("limit", Math.min(limit, MAX_LISTED))));
  }

  /** Writes the waiting readings, and stops. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
      flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      LOG.warn("{} reads of accounts could not be written: {}", waiting.size(), e.toString());
    }
  }
}
