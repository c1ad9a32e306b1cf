package org.samling.routes.jobs;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.samling.routes.iso18626.Iso18626Relay;

/** Tells other libraries what becomes of requests, over ISO 18626. */
public final class InterlibraryRelay extends Job {

  private final Iso18626Relay relay;
  private final IntConsumer confirmed;

  /**
   * Makes the job.
   *
   * @param relay sends the messages
   * @param period how often it runs; the first time after as long
   * @param confirmed is told how many messages a run brought to where they go
   */
  public InterlibraryRelay(Iso18626Relay relay, Duration period, IntConsumer confirmed) {
    super("interlibrary-relay", "messages of ISO 18626 could not be sent", period);
    this.relay = relay;
    this.confirmed = confirmed;
  }

  @Override
  void work() {
    confirmed.accept(relay.run());
  }
}
