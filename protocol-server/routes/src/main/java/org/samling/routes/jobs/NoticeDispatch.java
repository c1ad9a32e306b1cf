package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.routes.notices.NoticeRelay;

/** Sends notices to patrons. */
public final class NoticeDispatch extends Job {

  private final Tenants tenants;
  private final NoticeRelay relay;
  private final IntConsumer sent;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param sent receives how many messages a run sent
   */
  public NoticeDispatch(Tenants tenants, NoticeRelay relay, Duration period, IntConsumer sent) {
    super("notice-sending", "notices could not be sent", period);
    this.tenants = tenants;
    this.relay = relay;
    this.sent = sent;
  }

  @Override
  void work() {
    sent.accept(forEachAtOnce(tenants, Work.NOTICES, Instant.now(), relay::run));
  }
}
