package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.privacy.LoanHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Anonymises loans that ended long enough ago. The loans to be kept are first set aside, for every
 * tenant; if that fails for one, nothing is dropped before the next run.
 */
public final class LoanRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(LoanRetention.class);

  private final Tenants tenants;
  private final LoanHistory history;
  private final IntConsumer detached;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param detached receives how many loans a run anonymised
   */
  public LoanRetention(
      Tenants tenants, LoanHistory history, Duration period, IntConsumer detached) {
    super("loan-retention", "ended loans were not anonymised", period);
    this.tenants = tenants;
    this.history = history;
    this.detached = detached;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Anonymises all loans whose retention period is over.
   *
   * @return how many loans were anonymised
   */
  public int run() {
    var now = Instant.now();
    var all = tenants.all();
    all.forEach(tenant -> history.setAside(tenant.id(), now));
    var done = 0L;
    for (var dropped = history.drop(); dropped.isPresent(); dropped = history.drop()) {
      done += dropped.getAsLong();
    }
    for (var tenant : all) {
      done += history.forget(tenant.id(), now);
    }
    if (done > 0) {
      LOG.info("ended loans anonymised: {}", done);
    }
    var counted = (int) Math.min(done, Integer.MAX_VALUE);
    detached.accept(counted);
    return counted;
  }
}
