package org.samling.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.samling.core.login.LoginAttempts;
import org.samling.postgres.hashing.HashingPool;

/** Metrics of refused logins, and of PINs and passwords that wait to be hashed. */
final class LoginMetrics {

  private LoginMetrics() {}

  static void bind(MeterRegistry metrics, LoginAttempts attempts, HashingPool hashing) {
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

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
