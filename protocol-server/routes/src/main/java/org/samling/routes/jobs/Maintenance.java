package org.samling.routes.jobs;

import java.time.Duration;

/** Looks after the store: what it writes to is made ahead, and what was kept long enough goes. */
public final class Maintenance extends Job {

  private final Runnable upkeep;

  /**
   * Makes the job.
   *
   * @param upkeep does it once
   * @param period how often it runs; the first time after as long
   */
  public Maintenance(Runnable upkeep, Duration period) {
    super("maintenance", "partitions are not made ahead, and old versions not forgotten", period);
    this.upkeep = upkeep;
  }

  @Override
  void work() {
    upkeep.run();
  }
}
