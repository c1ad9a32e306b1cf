package org.samling.routes.jobs;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.routes.notices.NoticeRelay;

/** Tells patrons what happened, and what is due. */
public final class NoticeDispatch extends Job {

  private final Tenants tenants;
  private final NoticeRelay relay;
  private final IntConsumer sent;

  /**
   * Makes the job.
   *
   * @param tenants whose messages are sent
   * @param relay sends them
   * @param period how often it runs; the first time after as long
   * @param sent is told how many messages a run sent
   */
  public NoticeDispatch(Tenants tenants, NoticeRelay relay, Duration period, IntConsumer sent) {
    super("notice-sending", "patrons could not be told", period);
    this.tenants = tenants;
    this.relay = relay;
    this.sent = sent;
  }

  @Override
  void work() {
    sent.accept(forEachAtOnce(tenants, relay::run));
  }
}
