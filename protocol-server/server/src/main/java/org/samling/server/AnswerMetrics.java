package org.samling.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.requests.CurrentRequest;
import org.samling.routes.Meter;
import org.samling.server.logging.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and times the answers of one protocol by request and reply, counts them by account, and
 * logs each at debug level: the request and the reply in the protocol's own words, and nothing of
 * their content.
 */
final class AnswerMetrics implements Meter {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerMetrics.class);

  /** How SIP2 answers what it can't read: with 96, or not at all. */
  private static final Set<String> UNREADABLE = Set.of("96", NONE);

  private record Pair(String request, String answer) {}

  private final MeterRegistry registry;
  private final AccountAnswers accounts;
  private final AccountContacts contacts;
  private final @Nullable Traces traces;
  private final String protocol;
  private final Map<Pair, Timer> timers = new ConcurrentHashMap<>();

  /**
   * Creates an instance.
   *
   * @param accounts counts by account, for all protocols together
   * @param contacts notes which accounts were answered
   * @param traces exports a trace of each answer, or null
   * @param protocol the protocol's name in the metric
   */
  AnswerMetrics(
      MeterRegistry registry,
      AccountAnswers accounts,
      AccountContacts contacts,
      @Nullable Traces traces,
      String protocol) {
    this.registry = registry;
    this.accounts = accounts;
    this.contacts = contacts;
    this.traces = traces;
    this.protocol = protocol;
  }

  @Override
  public void answered(String request, String answer, Duration took) {
    timers.computeIfAbsent(new Pair(request, answer), this::timer).record(took);
    var account = CurrentRequest.account();
    accounts.count(account, protocol, request, answer);
    if (account != null) {
      note(account, answer);
    }
    if (traces != null) {
      traces.answered(protocol, request, answer, took);
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} answered {} in {} ms", protocol, request, answer, took.toNanos() / 1e6);
    }
  }

  private void note(String account, String answer) {
    if (protocol.equals("sip2") && UNREADABLE.contains(answer)) {
      contacts.failed(account, AccountContacts.Failure.MESSAGE, CurrentRequest.from());
    } else {
      contacts.answered(account, CurrentRequest.from());
    }
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
