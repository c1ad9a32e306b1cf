package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.routes.notices.NoticeDays;

/** Notes what patrons are told because a day comes near. */
public final class NoticeCalendar extends Job {

  private final Tenants tenants;
  private final NoticeDays days;
  private final IntConsumer noted;

  /**
   * Makes the job.
   *
   * @param tenants whose patrons
   * @param days finds what comes near
   * @param period how often it runs; the first time after as long
   * @param noted is told how many notices a run made
   */
  public NoticeCalendar(Tenants tenants, NoticeDays days, Duration period, IntConsumer noted) {
    super("notice-calendar", "nothing was noted of what comes near", period);
    this.tenants = tenants;
    this.days = days;
    this.noted = noted;
  }

  @Override
  void work() {
    var now = Instant.now();
    noted.accept(forEach(tenants, tenant -> days.run(tenant, now)));
  }
}
