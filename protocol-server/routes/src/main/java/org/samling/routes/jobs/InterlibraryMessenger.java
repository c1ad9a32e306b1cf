package org.samling.routes.jobs;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.routes.ill.InterlibraryRelay;

/** Tells other libraries what becomes of requests. */
public final class InterlibraryMessenger extends Job {

  private final Tenants tenants;
  private final InterlibraryRelay relay;
  private final IntConsumer confirmed;

  /**
   * Makes the job.
   *
   * @param tenants whose messages are sent
   * @param relay sends them
   * @param period how often it runs; the first time after as long
   * @param confirmed is told how many messages a run brought to where they go
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
    confirmed.accept(forEachAtOnce(tenants, relay::run));
  }
}
