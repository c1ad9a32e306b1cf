package org.samling.console.now;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The jobs that have failed and did not succeed since, by the metric that tells of them. */
public final class FailedJobs {

  /** A gauge: since when a job has failed, in seconds of the epoch; 0 where it has not. */
  public static final String METRIC = "samling.jobs.failing.since";

  /** Its tag for the job's name. */
  public static final String NAME = "name";

  /** Its tag for the code of the tenant for which it failed; empty where it failed as a whole. */
  public static final String TENANT = "tenant";

  private FailedJobs() {}

  /**
   * A job that has failed.
   *
   * @param since when it failed first since it succeeded last
   */
  public record FailedJob(String name, Instant since) {}

  /** Those that failed for a tenant, or as a whole; the first to fail first. */
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
