package org.samling.server.sip2;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Sip2Presets;
import org.samling.testing.Eventually;

/** What is done every two seconds goes on after a round that failed. */
class Sip2RoundsTest {

  private final AtomicInteger rounds = new AtomicInteger();

  /** Accounts that can't be asked for anything; each question is counted. */
  private Accounts failing() {
    return (Accounts)
        Proxy.newProxyInstance(
            Accounts.class.getClassLoader(),
            new Class<?>[] {Accounts.class},
            (_, _, _) -> {
              rounds.incrementAndGet();
              throw new IllegalStateException("a fault of the store");
            });
  }

  @Test
  void watchOverConnectionsGoesOnAfterAnActionThatFailed() {
    try (var presence = new Sip2Presence(failing())) {
      presence.eachRound(() -> {
        rounds.incrementAndGet();
        throw new IllegalStateException("a fault of the action");
      });
      Eventually.holds("there was another round", () -> rounds.get() > 1);
    }
  }

  @Test
  void wireLogsAreWatchedAfterAccountsCouldNotBeRead(@TempDir Path directory) {
    try (var _ = new Sip2WireLog(directory, failing(), Sip2Presets.NONE)) {
      Eventually.holds("there was another round", () -> rounds.get() > 1);
    }
  }
}
