package org.samling.postgres;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who reads patrons' accounts, some time after it was read, so that no question waits
 * for a disk. What waits is counted together; where the database takes nothing it is kept until it
 * does again, and whoever reads more than {@value #MOST_WAITING} different accounts meanwhile
 * writes it themselves, or is told that it can't be.
 *
 * <p>What a node read in its last second before it is killed is not written.
 */
final class PostgresAccessLog implements AccessLog, AutoCloseable {

  static final int MOST_WAITING = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresAccessLog.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 1_000;

  /** Hours of a day are one row, which one statement can't change twice. */
  private static final String WRITE =
      """
      insert into patron_access (tenant_id, patron_id, day, protocol, who, operation, times, first_at, last_at)
      select ?, e.patron_id, e.day, e.protocol, e.who, e.operation, sum(e.times), min(e.at), max(e.at)
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) e (id, patron_id, day, protocol, who, operation, times, at)
      where exists (select from patron p where p.tenant_id = ? and p.id = e.patron_id)
      group by 2, 3, 4, 5, 6
      on conflict (tenant_id, patron_id, day, protocol, who, operation) do update
      set times = patron_access.times + excluded.times, first_at = least(patron_access.first_at, excluded.first_at),
        last_at = greatest(patron_access.last_at, excluded.last_at)
      """;

  private static final String SEEN =
      """
      select day, protocol, who, operation, times, first_at, last_at from patron_access
      where tenant_id = ? and patron_id = ?
        and ((day, last_at) < (coalesce(?::date, 'infinity'), coalesce(?::timestamptz, 'infinity'))
          or (day, last_at) = (?::date, ?::timestamptz) and (protocol, who, operation) > (?::text, ?::text, ?::text))
      order by day desc, last_at desc, protocol, who, operation limit ?
      """;

  private static final String DONE =
      """
      select at, id, actor, branch, command, outcome from (
        select at, id, actor, branch, command, outcome from audit where tenant_id = ? and patron_id = ?
        union all
        select a.at, a.id, a.actor, a.branch, a.command, a.outcome from audit_patron p
        join audit a on a.tenant_id = p.tenant_id and a.id = p.audit_id and a.at = p.at
        where p.tenant_id = ? and p.patron_id = ?) d
      where (at, id) < (coalesce(?::timestamptz, 'infinity'), coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by at desc, id desc limit ?
      """;

  private final Database database;
  private final Map<Look, Integer> waiting = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** That a patron's account was read, within an hour of a day. */
  private record Look(TenantId tenant, UUID patron, Instant hour, Access access) {

    LocalDate day() {
      return hour.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }

  PostgresAccessLog(Database database) {
    this.database = database;
    this.thread = Thread.ofVirtual().name("access-log").start(this::write);
  }

  /**
   * Notes that a patron's account is read on this thread.
   *
   * @throws StoreException when too much waits already, and can't be written
   */
  void read(TenantId tenant, UUID patron) {
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
          LOG.warn("who read accounts waits to be written: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits. */
  synchronized void flush() {
    var tenants =
        waiting.keySet().stream()
            .collect(Collectors.groupingBy(Look::tenant, Collectors.toCollection(ArrayList::new)));
    tenants.forEach((tenant, looks) -> {
      // In the same order on every node, so that none waits for another that waits for it.
      looks.sort(
          Comparator.comparing((Look l) -> l.patron().toString())
              .thenComparing(l -> l.access().toString()));
      for (var from = 0; from < looks.size(); from += AT_ONCE) {
        flush(tenant, looks.subList(from, Math.min(looks.size(), from + AT_ONCE)));
      }
    });
  }

  private void flush(TenantId tenant, List<Look> looks) {
    var rows = new Columns("text", "uuid", "date", "text", "text", "text", "int4", "timestamptz");
    var taken = new HashMap<Look, Integer>();
    for (var look : looks) {
      var times = waiting.remove(look);
      if (times != null) {
        taken.put(look, times);
        rows.row(
            look.toString(),
            look.patron(),
            look.day(),
            look.access().protocol(),
            look.access().who(),
            look.access().operation(),
            times,
            look.hour());
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    try {
      var parameters = new ArrayList<Object>();
      parameters.add(tenant.value());
      parameters.addAll(rows.arrays());
      parameters.add(tenant.value());
      database.inTenant(tenant, new Pipeline().add(WRITE, parameters.toArray()));
    } catch (StoreException e) {
      taken.forEach((look, times) -> waiting.merge(look, times, Integer::sum));
      throw e;
    }
  }

  @Override
  public List<Seen> seen(TenantId tenant, UUID patron, @Nullable SeenPlace after, int limit) {
    flush();
    var day = after == null ? null : after.day();
    var last = after == null ? null : after.last().atOffset(ZoneOffset.UTC);
    var access = after == null ? null : after.access();
    var seen = new ArrayList<Seen>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    seen.add(
                        new Seen(
                            row.getObject("day", LocalDate.class),
                            new Access(
                                row.getString("protocol"),
                                row.getString("who"),
                                row.getString("operation")),
                            row.getInt("times"),
                            FactsLoader.instant(row, "first_at"),
                            FactsLoader.instant(row, "last_at"))),
                SEEN,
                tenant.value(),
                patron,
                day,
                last,
                day,
                last,
                access == null ? null : access.protocol(),
                access == null ? null : access.who(),
                access == null ? null : access.operation(),
                Math.min(limit, MAX_LISTED)));
    return seen;
  }

  @Override
  public List<Done> done(TenantId tenant, UUID patron, @Nullable DonePlace after, int limit) {
    var done = new ArrayList<Done>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    done.add(
                        new Done(
                            new DonePlace(
                                FactsLoader.instant(row, "at"), FactsLoader.uuid(row, "id")),
                            row.getString("actor"),
                            row.getString("branch"),
                            row.getString("command"),
                            row.getString("outcome"))),
                DONE,
                tenant.value(),
                patron,
                tenant.value(),
                patron,
                after == null ? null : after.at().atOffset(ZoneOffset.UTC),
                after == null ? null : after.id(),
                Math.min(limit, MAX_LISTED)));
    return done;
  }

  /** Writes what waits, and stops. */
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
