package org.samling.routes.jobs;

import java.time.Duration;

/** Deletes reports of uploaded imports and files of dry runs, once they were kept long enough. */
public final class UploadRetention extends Job {

  private final Runnable forget;

  /**
   * Creates the job.
   *
   * @param forget deletes what is old enough now
   * @param period how often it runs; also the delay before the first run
   */
  public UploadRetention(Runnable forget, Duration period) {
    super("upload-retention", "old reports of imports were not deleted", period);
    this.forget = forget;
  }

  @Override
  void work() {
    forget.run();
  }
}
