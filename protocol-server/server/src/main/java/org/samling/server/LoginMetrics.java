package org.samling.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.core.login.LoginAttempts;
import org.samling.core.login.PinAttempts;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.hashing.HashingPool;

/** Metrics of refused logins and PINs, and of those that wait to be hashed. */
final class LoginMetrics {

  private LoginMetrics() {}

  /** An account or address that was slowed down, as its gauge names it. */
  private record Source(PinAttempts.Limit limit, String tenant) {}

  /**
   * Measures from now on.
   *
   * @param tenants those that have metrics of their own although nothing happened to them yet, so
   *     that an alert finds these
   */
  static void bind(
      MeterRegistry metrics,
      List<Tenant> tenants,
      LoginAttempts attempts,
      PinAttempts pins,
      HashingPool hashing) {
    bind(metrics, tenants, pins);
    for (var limit : LoginAttempts.Limit.values()) {
      FunctionCounter.builder("samling.logins.limited", attempts, a -> a.refused(limit))
          .description("Logins refused unchecked, because too many had failed before")
          .tag("limit", word(limit))
          .register(metrics);
    }
    for (var share : HashingPool.Share.values()) {
      Gauge.builder("samling.hashing.waiting", hashing, h -> h.waiting(share))
          .description("PINs and passwords that wait to be hashed")
          .tag("share", word(share))
          .register(metrics);
      FunctionCounter.builder("samling.hashing.made", hashing, h -> h.hashCount(share))
          .description("PINs and passwords that were hashed")
          .tag("share", word(share))
          .register(metrics);
      for (var refusal : HashingPool.Refusal.values()) {
        FunctionCounter.builder("samling.hashing.refused", hashing, h -> h.refused(share, refusal))
            .description("PINs and passwords not hashed: too many waited, or one too long")
            .tag("share", word(share))
            .tag("reason", word(refusal))
            .register(metrics);
      }
    }
  }

  private static void bind(MeterRegistry metrics, List<Tenant> tenants, PinAttempts pins) {
    Set<Source> registered = ConcurrentHashMap.newKeySet();
    for (var limit : PinAttempts.Limit.values()) {
      FunctionCounter.builder("samling.pins.limited", pins, p -> p.refused(limit))
          .description("PINs refused unchecked, because too many from there had been wrong")
          .tag("limit", word(limit))
          .register(metrics);
      for (var tenant : tenants) {
        guessing(metrics, pins, registered, new Source(limit, tenant.code()));
      }
    }
    pins.watch(one -> guessing(metrics, pins, registered, new Source(one.limit(), one.tenant())));
  }

  private static void guessing(
      MeterRegistry metrics, PinAttempts pins, Set<Source> registered, Source source) {
    if (!registered.add(source)) {
      return;
    }
    Gauge.builder("samling.pins.guessing", pins, p -> count(p, source))
        .description("Accounts or addresses of too many wrong PINs within the last hour")
        .tag("limit", word(source.limit()))
        .tag("tenant", source.tenant())
        .register(metrics);
  }

  private static long count(PinAttempts pins, Source source) {
    return pins.slowedDown(source.tenant()).stream()
        .filter(one -> one.limit() == source.limit())
        .count();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
