package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.stock.Periodicals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Predicts the issues of periodicals, so that those of the year ahead are always expected. */
public final class IssuePrediction extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(IssuePrediction.class);

  private final Tenants tenants;
  private final Periodicals periodicals;
  private final IntConsumer predicted;

  /**
   * Makes the job.
   *
   * @param tenants whose periodicals
   * @param periodicals predicts them
   * @param period how often it runs; the first time after as long
   * @param predicted is told how many issues a run added
   */
  public IssuePrediction(
      Tenants tenants, Periodicals periodicals, Duration period, IntConsumer predicted) {
    super("issue-prediction", "issues of periodicals could not be predicted", period);
    this.tenants = tenants;
    this.periodicals = periodicals;
    this.predicted = predicted;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Predicts what is not predicted yet.
   *
   * @param now from which day on
   * @return how many issues were new
   */
  public int run(Instant now) {
    var added = forEach(tenants, tenant -> run(tenant, now));
    predicted.accept(added);
    return added;
  }

  private int run(Tenant tenant, Instant now) {
    var added = periodicals.predict(tenant.id(), now.atZone(tenant.zone()).toLocalDate());
    if (added > 0) {
      LOG.info("{} more issues of periodicals are expected by {}", added, tenant.code());
    }
    return added;
  }
}
