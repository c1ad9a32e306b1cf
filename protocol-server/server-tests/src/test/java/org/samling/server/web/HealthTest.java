package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.samling.testing.Eventually;

/** The health that is cached. */
class HealthTest {

  @Test
  void storeThatCouldNotBeCheckedIsNotReadyUntilItCan() {
    var fails = new AtomicBoolean();
    try (var health =
        new Health(() -> {
          if (fails.get()) {
            throw new IllegalStateException("the check failed");
          }
          return true;
        })) {
      assertThat(health.isReady()).isTrue();
      fails.set(true);
      Eventually.holds("the store was not ready", () -> !health.isReady());
      fails.set(false);
      Eventually.holds("the store was ready again", health::isReady);
    }
  }
}
