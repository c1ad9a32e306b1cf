package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.Notices;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets notices and what was sent, once they were kept long enough. */
public final class NoticeRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeRetention.class);

  private final Tenants tenants;
  private final Inquiries inquiries;
  private final Notices notices;
  private final IntConsumer forgotten;

  /**
   * Makes the job.
   *
   * @param tenants whose notices
   * @param inquiries knows how long they are kept
   * @param notices forgets them
   * @param period how often it runs; the first time after as long
   * @param forgotten is told how many notices a run forgot
   */
  public NoticeRetention(
      Tenants tenants,
      Inquiries inquiries,
      Notices notices,
      Duration period,
      IntConsumer forgotten) {
    super("notice-retention", "notices are still kept", period);
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
   * Forgets what was kept long enough, in every tenant.
   *
   * @param now the time
   * @return how many notices are gone
   */
  public int run(Instant now) {
    var done = forEach(tenants, tenant -> run(tenant, now));
    forgotten.accept(done);
    return done;
  }

  private int run(Tenant tenant, Instant now) {
    var gone = notices.forget(tenant.id(), now.minus(kept(tenant, now)), now);
    if (gone > 0) {
      LOG.info("{} notices of {} are forgotten", gone, tenant.code());
    }
    return gone;
  }

  private Duration kept(Tenant tenant, Instant now) {
    var policy = inquiries.policy(tenant.id());
    var whole = List.of(new Unit(Unit.Level.TENANT, tenant.code()));
    return Duration.ofDays(
        policy.settings().find(Setting.NOTICE_RETENTION_DAYS, whole, policy.day(now)).value());
  }
}
