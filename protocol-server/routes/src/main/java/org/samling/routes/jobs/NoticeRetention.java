package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.Notices;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes notices and sent messages, once they have been kept long enough. */
public final class NoticeRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeRetention.class);

  private final Tenants tenants;
  private final Inquiries inquiries;
  private final Notices notices;
  private final IntConsumer forgotten;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param forgotten receives how many notices a run deleted
   */
  public NoticeRetention(
      Tenants tenants,
      Inquiries inquiries,
      Notices notices,
      Duration period,
      IntConsumer forgotten) {
    super("notice-retention", "old notices were not deleted", period);
    this.tenants = tenants;
    this.inquiries = inquiries;
    this.notices = notices;
    this.forgotten = forgotten;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Deletes what has been retention long enough, for every tenant.
   *
   * @return how many notices were deleted
   */
  public int run(Instant now) {
    var done = forEach(tenants, Work.PAST_NOTICES, now, tenant -> run(tenant, now));
    forgotten.accept(done);
    return done;
  }

  private int run(Tenant tenant, Instant now) {
    var gone = notices.forget(tenant.id(), now.minus(retention(tenant, now)), now);
    if (gone > 0) {
      LOG.info("old notices of {} deleted: {}", tenant.code(), gone);
    }
    return gone;
  }

  private Duration retention(Tenant tenant, Instant now) {
    var policy = inquiries.policy(tenant.id());
    var whole = List.of(new Unit(Unit.Level.TENANT, tenant.code()));
    return Duration.ofDays(
        policy.settings().find(Setting.NOTICE_RETENTION_DAYS, whole, policy.day(now)).value());
  }
}
