package org.samling.routes.jobs;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done by the clock: a Camel timer, which begins after a first period. A run that fails is
 * told of in the log and tried again with the next.
 */
abstract class Job extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String name;
  private final String failure;
  private final Duration period;

  /**
   * Makes a job.
   *
   * @param name its name, in routes and in the audit
   * @param failure what a failed run did not do, for the log
   * @param period how often it runs
   */
  Job(String name, String failure, Duration period) {
    this.name = name;
    this.failure = failure;
    this.period = period;
  }

  /** Does the work once. */
  abstract void work();

  @Override
  public final void configure() {
    onException(Exception.class)
        .handled(true)
        .process(exchange ->
            LOG.warn(
                "{}; tried again in {}: {}",
                failure,
                period,
                String.valueOf(exchange.getProperty("CamelExceptionCaught"))));
    from("timer:%1$s?period=%2$d&delay=%2$d".formatted(name, period.toMillis()))
        .routeId("job-" + name)
        .process(_ -> work());
  }
}
