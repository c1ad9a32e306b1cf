package org.samling.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers by account, protocol, request and reply. The number of series is limited: answers
 * beyond it are counted under the account {@value #MORE}, so that tenants with many accounts can't
 * fill the memory of the server or of the metrics collector.
 */
final class AccountAnswers {

  /** The most series, apart from those of {@value #MORE}. */
  static final int MAX_SERIES = 20_000;

  /** In the place of the account before login. */
  static final String NOBODY = "(nobody)";

  /** In the place of accounts beyond the limit. */
  static final String MORE = "(more)";

  private record Series(String account, String protocol, String request, String reply) {}

  private final MeterRegistry registry;
  private final int most;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  /**
   * Creates an instance.
   *
   * @param most the most series
   */
  AccountAnswers(MeterRegistry registry, int most) {
    this.registry = registry;
    this.most = most;
    Gauge.builder("samling.account.series", counters, Map::size)
        .description(
            "Series of answers by account; at %d, new ones count as (more)".formatted(most))
        .register(registry);
  }

  /**
   * Counts an answer.
   *
   * @param account the account that asked, or null where that is not known
   */
  void count(@Nullable String account, String protocol, String request, String reply) {
    var series = new Series(account == null ? NOBODY : account, protocol, request, reply);
    var known = counters.get(series);
    if (known == null) {
      var isNew = counters.size() < most || series.account().equals(NOBODY);
      var counted = isNew ? series : new Series(MORE, protocol, request, reply);
      known = counters.computeIfAbsent(counted, this::counter);
    }
    known.increment();
  }

  private Counter counter(Series series) {
    return Counter.builder("samling.account.answers")
        .description("Requests answered, by account, protocol, request and reply")
        .tag("account", series.account())
        .tag("protocol", series.protocol())
        .tag("request", series.request())
        .tag("reply", series.reply())
        .register(registry);
  }
}
