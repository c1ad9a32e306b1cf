package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.core.requests.AnsweredRequests;

/** Deletes the stored answers to requests with an idempotency key, once the key has expired. */
public final class AnswerRetention extends Job {

  private final Tenants tenants;
  private final AnsweredRequests requests;
  private final IntConsumer forgotten;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param forgotten receives how many answers a run deleted
   */
  public AnswerRetention(
      Tenants tenants, AnsweredRequests requests, Duration period, IntConsumer forgotten) {
    super("answer-retention", "expired answers to requests with a key were not deleted", period);
    this.tenants = tenants;
    this.requests = requests;
    this.forgotten = forgotten;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Deletes what has been kept long enough, for every tenant.
   *
   * @return how many answers were deleted
   */
  public int run() {
    var now = Instant.now();
    var done =
        forEach(
            tenants, Work.ANSWERED_REQUESTS, now, tenant -> requests.forgetOld(tenant.id(), now));
    forgotten.accept(done);
    return done;
  }
}
