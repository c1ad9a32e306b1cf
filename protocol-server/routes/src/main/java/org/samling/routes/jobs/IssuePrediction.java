package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.core.stock.Periodicals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Predicts the issues of periodicals for the year ahead. */
public final class IssuePrediction extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(IssuePrediction.class);

  private final Tenants tenants;
  private final Periodicals periodicals;
  private final IntConsumer predicted;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param predicted receives how many issues a run added
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
   * Predicts the issues that are not predicted yet.
   *
   * @param now the time that decides the first day
   * @return how many issues were added
   */
  public int run(Instant now) {
    var added = forEach(tenants, Work.SUBSCRIPTIONS, now, tenant -> run(tenant, now));
    predicted.accept(added);
    return added;
  }

  private int run(Tenant tenant, Instant now) {
    var added = periodicals.predict(tenant.id(), now.atZone(tenant.zone()).toLocalDate());
    if (added > 0) {
      LOG.info("issues of periodicals predicted for {}: {}", tenant.code(), added);
    }
    return added;
  }
}
