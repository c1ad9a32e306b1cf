package org.samling.routes.jobs;

import java.time.Duration;
import org.samling.core.harvest.CatalogueHarvest;

/**
 * Notes how far the catalogue can be told, so that a change has a time close to its own also where
 * nobody harvests.
 */
public final class CatalogueMoments extends Job {

  private final CatalogueHarvest harvest;

  /**
   * Makes the job.
   *
   * @param harvest keeps the moments
   * @param period how often it runs; the first time after as long
   */
  public CatalogueMoments(CatalogueHarvest harvest, Duration period) {
    super("catalogue-moments", "changes of the catalogue get a later time", period);
    this.harvest = harvest;
  }

  @Override
  void work() {
    harvest.mark();
  }
}
