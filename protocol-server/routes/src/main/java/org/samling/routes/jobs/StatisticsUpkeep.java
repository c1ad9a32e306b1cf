package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.Statistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was done, closes the days that are over, and forgets what was not delivered. */
public final class StatisticsUpkeep extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsUpkeep.class);
  private static final int AT_ONCE = 1_000;

  private final Tenants tenants;
  private final Statistics statistics;
  private final NationalSeries series;
  private final IntConsumer counted;

  /**
   * Makes the job.
   *
   * @param tenants whose events
   * @param statistics counts them
   * @param series forgets what nobody fetched
   * @param period how often it runs; the first time after as long
   * @param counted is told how many events a run looked at
   */
  public StatisticsUpkeep(
      Tenants tenants,
      Statistics statistics,
      NationalSeries series,
      Duration period,
      IntConsumer counted) {
    super("statistics", "what was done is not counted yet", period);
    this.tenants = tenants;
    this.statistics = statistics;
    this.series = series;
    this.counted = counted;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Counts in every tenant.
   *
   * @param now the time by which days are closed
   * @return how many events were looked at
   */
  public int run(Instant now) {
    var done = forEach(tenants, tenant -> run(tenant, now));
    counted.accept(done);
    return done;
  }

  private int run(Tenant tenant, Instant now) {
    var done = run(tenant, statistics, now);
    var gone = series.forget(tenant.id(), now);
    if (gone > 0) {
      LOG.warn(
          "{}: {} lines of the national series were not delivered in time", tenant.code(), gone);
    }
    return done;
  }

  /**
   * Counts all that a tenant has done, and closes the days that are over.
   *
   * @return how many events were looked at
   */
  public static int run(Tenant tenant, Statistics statistics, Instant now) {
    var done = 0;
    int page;
    do {
      page = statistics.count(tenant.id(), AT_ONCE);
      done += page;
    } while (page == AT_ONCE);
    var days = statistics.close(tenant.id(), now);
    if (days > 0) {
      LOG.info("{}: statistics are closed up to the day before yesterday", tenant.code());
    }
    return done;
  }
}
