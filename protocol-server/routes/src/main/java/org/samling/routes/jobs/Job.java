package org.samling.routes.jobs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.apache.camel.builder.RouteBuilder;
import org.samling.core.StoreException;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.routes.Concurrently;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done by the clock: a Camel timer, which begins after a first period. What fails, for one
 * tenant or as a whole, is tried again by the next run; until that succeeds a {@link JobWatch}
 * knows of it.
 */
public abstract class Job extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String name;
  private final String failure;
  private final Duration period;
  private JobWatch watch = JobWatch.NONE;

  /**
   * Makes a job.
   *
   * @param name its name, in routes and in the audit
   * @param failure what a failed run did not do, for the log
   * @param period how often it runs
   */
  Job(String name, String failure, Duration period) {
    this.name = name;
    this.failure = failure;
    this.period = period;
  }

  /** Its name, in routes, in the audit and in metrics. */
  public final String name() {
    return name;
  }

  /** Says who is told how its runs end; before it is started. */
  public final void watchedBy(JobWatch watcher) {
    watch = watcher;
  }

  /** Does the work once. */
  abstract void work();

  /**
   * Does something for every tenant. One for whom it fails waits for the next run, and holds up no
   * other.
   *
   * @return the sum of what was done
   */
  final int forEach(Tenants tenants, ToIntFunction<Tenant> doing) {
    return tenants.all().stream().mapToInt(tenant -> attempt(tenant, doing)).sum();
  }

  /** The same for all tenants at once, where it waits for others than the store. */
  final int forEachAtOnce(Tenants tenants, ToIntFunction<Tenant> doing) {
    var done = new AtomicInteger();
    Concurrently.forEach(tenants.all(), tenant -> done.addAndGet(attempt(tenant, doing)));
    return done.get();
  }

  private int attempt(Tenant tenant, ToIntFunction<Tenant> doing) {
    var done = 0;
    try {
      done = doing.applyAsInt(tenant);
    } catch (RuntimeException e) {
      failed(tenant.code(), e);
      return 0;
    }
    watch.succeeded(name, tenant.code());
    return done;
  }

  /**
   * Does the work once, as the clock has it done, and has who watches know how that ended. Nothing
   * is done twice where others do the same at the same time, or were stopped in the middle of it.
   */
  public final void attempt() {
    try {
      work();
    } catch (RuntimeException e) {
      failed(JobWatch.WHOLE, e);
      return;
    }
    watch.succeeded(name, JobWatch.WHOLE);
  }

  private void failed(String tenant, RuntimeException e) {
    var whose = tenant.isEmpty() ? "" : " of " + tenant;
    // What a store refuses it says itself; all else is a fault of ours, and where is to be found.
    LOG.error(
        "job {}{}: {}; tried again in {}: {}",
        name,
        whose,
        failure,
        period,
        e.getMessage(),
        e instanceof StoreException ? null : e);
    watch.failed(name, tenant);
  }

  @Override
  public final void configure() {
    from("timer:%1$s?period=%2$d&delay=%2$d".formatted(name, period.toMillis()))
        .routeId("job-" + name)
        .process(_ -> attempt());
  }
}
