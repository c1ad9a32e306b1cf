package org.samling.routes.jobs;

import java.time.Duration;
import org.samling.core.harvest.CatalogueHarvest;

/**
 * Records up to which moment the catalogue can be harvested, so that a change gets a time close to
 * its own even when nobody harvests.
 */
public final class HarvestMarker extends Job {

  private final CatalogueHarvest harvest;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   */
  public HarvestMarker(CatalogueHarvest harvest, Duration period) {
    super("catalogue-moments", "changes to the catalogue get too late a time stamp", period);
    this.harvest = harvest;
  }

  @Override
  void work() {
    harvest.mark();
  }
}
