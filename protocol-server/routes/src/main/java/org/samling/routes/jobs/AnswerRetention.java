package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.organisation.Tenants;
import org.samling.core.requests.AnsweredRequests;

/** Forgets what was answered to requests with a key, once the key is nobody's any more. */
public final class AnswerRetention extends Job {

  private final Tenants tenants;
  private final AnsweredRequests requests;
  private final IntConsumer forgotten;

  /**
   * Makes the job.
   *
   * @param tenants whose requests
   * @param requests forgets them
   * @param period how often it runs; the first time after as long
   * @param forgotten is told how many requests a run forgot
   */
  public AnswerRetention(
      Tenants tenants, AnsweredRequests requests, Duration period, IntConsumer forgotten) {
    super("answer-retention", "answers to requests with a key are still kept", period);
    this.tenants = tenants;
    this.requests = requests;
    this.forgotten = forgotten;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Forgets what was kept long enough, in every tenant.
   *
   * @return how many requests are gone
   */
  public int run() {
    var done = forEach(tenants, tenant -> requests.forgetOld(tenant.id(), Instant.now()));
    forgotten.accept(done);
    return done;
  }
}
