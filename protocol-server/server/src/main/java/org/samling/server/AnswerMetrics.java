package org.samling.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.routes.Meter;

/** Counts and times the answers of one protocol by request and reply. */
final class AnswerMetrics implements Meter {

  private record Pair(String request, String answer) {}

  private final MeterRegistry registry;
  private final String protocol;
  private final Map<Pair, Timer> timers = new ConcurrentHashMap<>();

  /**
   * Makes it.
   *
   * @param protocol the name that the metric has the protocol's answers under
   */
  AnswerMetrics(MeterRegistry registry, String protocol) {
    this.registry = registry;
    this.protocol = protocol;
  }

  @Override
  public void answered(String request, String answer, Duration took) {
    timers.computeIfAbsent(new Pair(request, answer), this::timer).record(took);
  }

  private Timer timer(Pair pair) {
    return Timer.builder("samling." + protocol + ".answers")
        .description("Requests answered, by request and reply")
        .tag("request", pair.request())
        .tag("reply", pair.answer())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }
}
