package org.samling.console.now;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The jobs that have failed and not succeeded since, read from their metric. */
public final class FailedJobs {

  /** The gauge: since when a job has been failing, in seconds of the epoch; 0 if it is not. */
  public static final String METRIC = "samling.jobs.failing.since";

  /** Its tag for the job name. */
  public static final String NAME = "name";

  /** Its tag for the code of the tenant for which it failed; empty if it failed as a whole. */
  public static final String TENANT = "tenant";

  private FailedJobs() {}

  /**
   * A failing job.
   *
   * @param since its first failure after its last success
   */
  public record FailedJob(String name, Instant since) {}

  /** Returns the jobs that failed for a tenant or as a whole, the earliest failure first. */
  static List<FailedJob> of(MeterRegistry meters, String tenant) {
    return meters.find(METRIC).gauges().stream()
        .filter(gauge -> {
          var whose = String.valueOf(gauge.getId().getTag(TENANT));
          return gauge.value() > 0 && (whose.isEmpty() || whose.equals(tenant));
        })
        .map(gauge ->
            new FailedJob(
                String.valueOf(gauge.getId().getTag(NAME)),
                Instant.ofEpochSecond((long) gauge.value())))
        .sorted(Comparator.comparing(FailedJob::since))
        .toList();
  }
}
