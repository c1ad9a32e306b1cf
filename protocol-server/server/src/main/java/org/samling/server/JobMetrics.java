package org.samling.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.console.now.FailedJobs;
import org.samling.routes.jobs.JobWatch;

/**
 * Records which jobs are failing and since when, as metrics that the doctor and the console read,
 * too. Covers this node only: a job that fails on all nodes is shown on each.
 */
final class JobMetrics implements JobWatch {

  /** A job for a tenant. */
  private record Run(String job, String tenant) {}

  private final MeterRegistry metrics;

  /** When the first run failed since the last success, in seconds of the epoch. */
  private final Map<Run, Long> failing = new ConcurrentHashMap<>();

  /** The runs that have a metric, which stays when they succeed. */
  private final Set<Run> registered = ConcurrentHashMap.newKeySet();

  JobMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** Creates the metrics of a job before it runs, so that alert rules find them. */
  void expect(String job) {
    gauge(new Run(job, WHOLE));
    failures(job);
  }

  @Override
  public void succeeded(String job, String tenant) {
    failing.remove(new Run(job, tenant));
  }

  @Override
  public void failed(String job, String tenant) {
    var run = new Run(job, tenant);
    failing.putIfAbsent(run, Instant.now().getEpochSecond());
    gauge(run);
    failures(job).increment();
  }

  private void gauge(Run run) {
    if (!registered.add(run)) {
      return;
    }
    Gauge.builder(FailedJobs.METRIC, failing, f -> f.getOrDefault(run, 0L))
        .description("Since when a job has failed, in seconds of the epoch; 0 after a success")
        .baseUnit("seconds")
        .tag(FailedJobs.NAME, run.job())
        .tag(FailedJobs.TENANT, run.tenant())
        .register(metrics);
  }

  private Counter failures(String job) {
    return Counter.builder("samling.jobs.failures")
        .description("Failed runs of jobs, for a tenant or as a whole")
        .tag(FailedJobs.NAME, job)
        .register(metrics);
  }
}
