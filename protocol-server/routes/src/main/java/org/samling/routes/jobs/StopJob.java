package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies every tenant's pending stops. */
public final class StopJob extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(StopJob.class);
  private static final String ACTOR = "job stop-switch";

  private final Tenants tenants;
  private final StopApplier work;
  private final IntConsumer moved;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param moved receives how many loans a run moved
   */
  public StopJob(Tenants tenants, StopApplier work, Duration period, IntConsumer moved) {
    super("stop-switch", "stops could not be applied", period);
    this.tenants = tenants;
    this.work = work;
    this.moved = moved;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Applies every pending stop.
   *
   * @return how many loans were moved
   */
  public int run() {
    var all = forEach(tenants, Work.STOPS, Instant.now(), this::run);
    moved.accept(all);
    return all;
  }

  private int run(Tenant tenant) {
    var all = 0;
    for (var done : work.run(tenant, ACTOR)) {
      LOG.info(
          "stop {} of {}: {} of {} loans and {} pickup deadlines moved",
          done.code(),
          tenant.code(),
          done.moved(),
          done.looked(),
          done.pickups());
      all += done.moved();
    }
    return all;
  }
}
