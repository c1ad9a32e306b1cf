package org.samling.routes.jobs;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off the stops of every tenant that nobody has worked off yet. */
public final class StopSwitch extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(StopSwitch.class);
  private static final String ACTOR = "job stop-switch";

  private final Tenants tenants;
  private final StopWork work;
  private final IntConsumer moved;

  /**
   * Makes the job.
   *
   * @param tenants whose stops
   * @param work works them off
   * @param period how often it runs; the first time after as long
   * @param moved is told how many loans a run moved
   */
  public StopSwitch(Tenants tenants, StopWork work, Duration period, IntConsumer moved) {
    super("stop-switch", "stops could not be worked off", period);
    this.tenants = tenants;
    this.work = work;
    this.moved = moved;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Works off every stop that is pending.
   *
   * @return how many loans were moved
   */
  public int run() {
    var all = forEach(tenants, this::run);
    moved.accept(all);
    return all;
  }

  private int run(Tenant tenant) {
    var all = 0;
    for (var done : work.run(tenant, ACTOR, (_, _, _) -> {})) {
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
