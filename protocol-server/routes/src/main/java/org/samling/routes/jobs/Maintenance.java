package org.samling.routes.jobs;

import java.time.Duration;

/** Maintains the store: creates partitions ahead of time and deletes old versions. */
public final class Maintenance extends Job {

  private final Runnable upkeep;

  /**
   * Creates the job.
   *
   * @param upkeep does the maintenance once
   * @param period how often it runs; also the delay before the first run
   */
  public Maintenance(Runnable upkeep, Duration period) {
    super("maintenance", "partitions were not created, or old versions not deleted", period);
    this.upkeep = upkeep;
  }

  @Override
  void work() {
    upkeep.run();
  }
}
