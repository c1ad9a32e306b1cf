package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.privacy.LoanHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has loans that were over for long enough no longer say whose they were. What is kept is put aside
 * first, in every tenant; where that fails in one, nothing is dropped before the next run.
 */
public final class LoanRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(LoanRetention.class);

  private final Tenants tenants;
  private final LoanHistory history;
  private final IntConsumer detached;

  /**
   * Makes the job.
   *
   * @param tenants whose loans
   * @param history forgets whose they were
   * @param period how often it runs; the first time after as long
   * @param detached is told how many loans a run detached
   */
  public LoanRetention(
      Tenants tenants, LoanHistory history, Duration period, IntConsumer detached) {
    super("loan-retention", "loans that are over still say whose they were", period);
    this.tenants = tenants;
    this.history = history;
    this.detached = detached;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Lets go of all that has come due.
   *
   * @return of how many loans
   */
  public int run() {
    var now = Instant.now();
    var all = tenants.all();
    all.forEach(tenant -> history.keep(tenant.id(), now));
    var done = 0L;
    for (var dropped = history.drop(); dropped.isPresent(); dropped = history.drop()) {
      done += dropped.getAsLong();
    }
    for (var tenant : all) {
      done += history.forget(tenant.id(), now);
    }
    if (done > 0) {
      LOG.info("{} loans no longer say whose they were", done);
    }
    var counted = (int) Math.min(done, Integer.MAX_VALUE);
    detached.accept(counted);
    return counted;
  }
}
