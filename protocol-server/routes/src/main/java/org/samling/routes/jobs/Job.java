package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.samling.core.StoreException;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.routes.Concurrently;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduled job: what is done, under a name, and how often, which a {@link Timetable} sees to. A
 * failure, for one tenant or of a whole run, is retried by the next run; a {@link JobWatch} is
 * notified of failures and successes.
 */
public abstract class Job {

  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String name;
  private final String failure;
  private final Duration period;
  private JobWatch watch = JobWatch.NONE;

  /** The codes of tenants for which the last run failed. */
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /**
   * Creates a job.
   *
   * @param name its name, in routes and in the audit log
   * @param failure what a failed run did not do, as a clause for the log
   * @param period how often it runs
   */
  Job(String name, String failure, Duration period) {
    this.name = name;
    this.failure = failure;
    this.period = period;
  }

  /** Its name, in routes, in the audit log and in metrics. */
  public final String name() {
    return name;
  }

  /** Sets who is notified of how its runs end; call it before the job is started. */
  public final void setWatch(JobWatch watcher) {
    watch = watcher;
  }

  /** How often it runs. */
  final Duration period() {
    return period;
  }

  /** Does the work once. */
  abstract void work();

  /**
   * Runs an action for every tenant that may have something to do: a run without any costs as
   * little for many tenants as for one. A failure for one doesn't stop the others; it waits for the
   * next run, which tries it again in any case.
   *
   * @param work what is done
   * @param by the time by which it is due
   * @return the sum of the action's results
   */
  final int forEach(Tenants tenants, Work work, Instant by, ToIntFunction<Tenant> action) {
    return toDo(tenants, work, by).stream().mapToInt(tenant -> attempt(tenant, action)).sum();
  }

  /** The same for all of them at once, for actions that wait for something other than the store. */
  final int forEachAtOnce(Tenants tenants, Work work, Instant by, ToIntFunction<Tenant> action) {
    var done = new AtomicInteger();
    Concurrently.forEach(
        toDo(tenants, work, by), tenant -> done.addAndGet(attempt(tenant, action)));
    return done.get();
  }

  private List<Tenant> toDo(Tenants tenants, Work work, Instant by) {
    var all = new ArrayList<>(tenants.withWork(work, by));
    for (var code : Set.copyOf(failing)) {
      if (all.stream().noneMatch(tenant -> tenant.code().equals(code))) {
        tenants.byCode(code).ifPresentOrElse(all::add, () -> succeeded(code));
      }
    }
    return all;
  }

  private int attempt(Tenant tenant, ToIntFunction<Tenant> action) {
    var done = 0;
    try {
      done = action.applyAsInt(tenant);
    } catch (RuntimeException | Error e) {
      failing.add(tenant.code());
      failed(tenant.code(), e);
      return 0;
    }
    succeeded(tenant.code());
    return done;
  }

  private void succeeded(String tenant) {
    failing.remove(tenant);
    watch.succeeded(name, tenant);
  }

  /**
   * Does the work once, as the timetable does, and notifies the watch of how it ended. Nothing is
   * done twice where other nodes do the same at the same time, or were interrupted in the middle of
   * it.
   */
  public final void attempt() {
    try {
      work();
    } catch (RuntimeException | Error e) {
      failed(JobWatch.WHOLE, e);
      return;
    }
    watch.succeeded(name, JobWatch.WHOLE);
  }

  private void failed(String tenant, Throwable e) {
    var whose = tenant.isEmpty() ? "" : " of " + tenant;
    // A store's failure explains itself; anything else is a bug of ours, which needs its stack
    // trace.
    LOG.error(
        "job {}{}: {}; next try in {}: {}",
        name,
        whose,
        failure,
        period,
        e.getMessage(),
        e instanceof StoreException ? null : e);
    watch.failed(name, tenant);
  }
}
