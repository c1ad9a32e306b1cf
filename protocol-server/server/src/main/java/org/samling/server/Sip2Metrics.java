package org.samling.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.routes.sip2.Sip2Service;

/** Counts and times SIP2 answers by request and reply. */
final class Sip2Metrics implements Sip2Service.Meter {

  private record Pair(String command, String answer) {}

  private final MeterRegistry registry;
  private final Map<Pair, Timer> timers = new ConcurrentHashMap<>();

  Sip2Metrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(String command, String answer, Duration took) {
    timers.computeIfAbsent(new Pair(command, answer), this::timer).record(took);
  }

  private Timer timer(Pair pair) {
    return Timer.builder("samling.sip2.answers")
        .description("SIP2 requests answered, by request and reply")
        .tag("request", pair.command())
        .tag("reply", pair.answer())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }
}
