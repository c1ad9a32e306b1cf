package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/** Deletes files of the person registry, once they have been processed for long enough. */
public final class PersonEventRetention extends Job {

  private final ToIntFunction<Instant> forget;
  private final IntConsumer forgotten;

  /**
   * Creates the job.
   *
   * @param forget deletes what is old enough at a moment, and returns how many files that were
   * @param period how often it runs; also the delay before the first run
   * @param forgotten receives how many files a run deleted
   */
  public PersonEventRetention(
      ToIntFunction<Instant> forget, Duration period, IntConsumer forgotten) {
    super("person-event-retention", "old files of the person registry were not deleted", period);
    this.forget = forget;
    this.forgotten = forgotten;
  }

  @Override
  void work() {
    forgotten.accept(forget.applyAsInt(Instant.now()));
  }
}
