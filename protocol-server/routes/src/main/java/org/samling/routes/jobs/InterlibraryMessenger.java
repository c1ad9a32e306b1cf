package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.routes.ill.InterlibraryRelay;

/** Sends messages about interlibrary requests to other libraries. */
public final class InterlibraryMessenger extends Job {

  private final Tenants tenants;
  private final InterlibraryRelay relay;
  private final IntConsumer confirmed;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param confirmed receives how many messages of a run were confirmed
   */
  public InterlibraryMessenger(
      Tenants tenants, InterlibraryRelay relay, Duration period, IntConsumer confirmed) {
    super("interlibrary-relay", "messages to other libraries could not be sent", period);
    this.tenants = tenants;
    this.relay = relay;
    this.confirmed = confirmed;
  }

  @Override
  void work() {
    confirmed.accept(forEachAtOnce(tenants, Work.INTERLIBRARY_MESSAGES, Instant.now(), relay::run));
  }
}
