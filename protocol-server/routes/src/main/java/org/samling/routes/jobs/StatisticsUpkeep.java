package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.Statistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts events for the statistics, closes days that are over, and deletes lines of the national
 * series that nobody fetched in time.
 */
public final class StatisticsUpkeep extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsUpkeep.class);
  private static final int AT_ONCE = 1_000;

  private final Tenants tenants;
  private final Statistics statistics;
  private final NationalSeries series;
  private final IntConsumer counted;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param counted receives how many events a run processed
   */
  public StatisticsUpkeep(
      Tenants tenants,
      Statistics statistics,
      NationalSeries series,
      Duration period,
      IntConsumer counted) {
    super("statistics", "statistics were not updated", period);
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
   * Counts the events of every tenant.
   *
   * @param now the time by which days are over
   * @return how many events were processed
   */
  public int run(Instant now) {
    var done = forEach(tenants, Work.STATISTICS, now, tenant -> run(tenant, now));
    counted.accept(done);
    return done;
  }

  private int run(Tenant tenant, Instant now) {
    // Before the days are closed: a new day has work until it is closed, so no day is left out.
    var gone = series.forget(tenant.id(), now);
    if (gone > 0) {
      LOG.warn("{}: lines of the national series deleted unfetched: {}", tenant.code(), gone);
    }
    return run(tenant, statistics, now);
  }

  /**
   * Counts all events of a tenant, and closes the days that are over.
   *
   * @return how many events were processed
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
