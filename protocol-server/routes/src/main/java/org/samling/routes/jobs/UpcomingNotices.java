package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.routes.notices.NoticeDays;

/** Creates the notices about days that come near, such as due dates. */
public final class UpcomingNotices extends Job {

  private final Tenants tenants;
  private final NoticeDays days;
  private final IntConsumer noted;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param noted receives how many notices a run made
   */
  public UpcomingNotices(Tenants tenants, NoticeDays days, Duration period, IntConsumer noted) {
    super("notice-calendar", "notices about coming days were not created", period);
    this.tenants = tenants;
    this.days = days;
    this.noted = noted;
  }

  @Override
  void work() {
    var now = Instant.now();
    noted.accept(forEach(tenants, Work.DAYS_AHEAD, now, tenant -> days.run(tenant, now)));
  }
}
