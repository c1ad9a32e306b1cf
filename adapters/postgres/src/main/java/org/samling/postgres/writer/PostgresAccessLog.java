package org.samling.postgres.writer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
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
      int times,
      Instant at) {}

  /** The readings of an hour are one row, which one statement can't change twice. */
  private static final RowStatement<AccessRow> WRITE =
      RowStatement.of(
          AccessRow.class,
          """
          insert into patron_access (tenant_id, patron_id, day, protocol, who, operation, times, first_at, last_at)
          select :tenant, e.patron_id, e.day, e.protocol, e.who, e.operation, sum(e.times), min(e.at), max(e.at)
          from {rows} where exists (select from patron p where p.tenant_id = :tenant and p.id = e.patron_id)
          group by 2, 3, 4, 5, 6
          on conflict (tenant_id, patron_id, day, protocol, who, operation) do update
          set times = patron_access.times + excluded.times, first_at = least(patron_access.first_at, excluded.first_at),
            last_at = greatest(patron_access.last_at, excluded.last_at)
          """);

  private static final String SEEN =
      """
      select day, protocol, who, operation, times, first_at, last_at from patron_access
      where tenant_id = :tenant and patron_id = :patron
        and ((day, last_at) < (coalesce(:day::date, 'infinity'), coalesce(:last::timestamptz, 'infinity'))
          or (day, last_at) = (:day::date, :last::timestamptz)
            and (protocol, who, operation) > (:protocol::text, :who::text, :operation::text))
      order by day desc, last_at desc, protocol, who, operation limit :limit
      """;

  private static final String DONE =
      """
      select at, id, actor, branch, command, outcome from (
        select at, id, actor, branch, command, outcome from audit where tenant_id = :tenant and patron_id = :patron
        union all
        select a.at, a.id, a.actor, a.branch, a.command, a.outcome from audit_patron p
        join audit a on a.tenant_id = p.tenant_id and a.id = p.audit_id and a.at = p.at
        where p.tenant_id = :tenant and p.patron_id = :patron) d
      where (at, id)
        < (coalesce(:at::timestamptz, 'infinity'), coalesce(:id::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by at desc, id desc limit :limit
      """;

  private final Database database;
  private final Map<Look, Integer> waiting = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** That a patron's account was read, within an hour of a day. */
  private record Look(TenantId tenant, UUID patron, Instant hour, Access access) {

    AccessRow row(Map<Look, Integer> times) {
      return new AccessRow(
          patron,
          hour.atOffset(ZoneOffset.UTC).toLocalDate(),
          access.protocol(),
          access.who(),
          access.operation(),
          times.getOrDefault(this, 0),
          hour);
    }
  }

  public PostgresAccessLog(Database database) {
    this.database = database;
    this.thread = Thread.ofVirtual().name("access-log").start(this::write);
  }

  /**
   * Logs that a patron's account is read on this thread.
   *
   * @throws StoreException when too many readings wait already and can't be written
   */
  public void read(TenantId tenant, UUID patron) {
    if (waiting.size() >= MOST_WAITING) {
      flush();
    }
    waiting.merge(
        new Look(tenant, patron, Instant.now().truncatedTo(ChronoUnit.HOURS), Access.now()),
        1,
        Integer::sum);
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
    var taken = new HashMap<Look, Integer>();
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
      var rows =
          looks.stream().filter(taken::containsKey).distinct().map(l -> l.row(taken)).toList();
      database.inTenant(tenant, new Pipeline().write(WRITE, rows));
    } catch (StoreException e) {
      taken.forEach((look, times) -> waiting.merge(look, times, Integer::sum));
      throw e;
    }
  }

  @Override
  public List<AccountRead> reads(
      TenantId tenant, UUID patron, @Nullable ReadPlace after, int limit) {
    flush();
    var access = after == null ? null : after.access();
    return database.inTenant(
        tenant,
        p ->
            p.list(
                SeenRow.class,
                SeenRow::seen,
                SEEN,
                Parameters.of("patron", patron)
                    .and("day", after == null ? null : after.day())
                    .and("last", after == null ? null : after.last())
                    .and("protocol", access == null ? null : access.protocol())
                    .and("who", access == null ? null : access.who())
                    .and("operation", access == null ? null : access.operation())
                    .and("limit", Math.min(limit, MAX_LISTED))));
  }

  private record SeenRow(LocalDate day, Access access, int times, Instant firstAt, Instant lastAt) {

    AccountRead seen() {
      return new AccountRead(day, access, times, firstAt, lastAt);
    }
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
