package org.samling.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The clock of a node, which is set to another time again and again, and knows what it told when.
 * Safe for use by many threads.
 */
final class JumpingClock implements InstantSource {

  /** How far it is ahead of the system's clock, and since when by that one. */
  private record Setting(Instant since, Duration ahead) {}

  private final List<Setting> settings = new ArrayList<>();

  /** A clock that tells the system's time at first. */
  JumpingClock() {
    settings.add(new Setting(Instant.MIN, Duration.ZERO));
  }

  @Override
  public synchronized Instant instant() {
    return Instant.now().plus(settings.getLast().ahead());
  }

  /** Sets it so far ahead of the system's clock, or behind it. */
  synchronized void set(Duration ahead) {
    settings.add(new Setting(Instant.now(), ahead));
  }

  /** Whether it ever told anything but the system's time. */
  synchronized boolean wasSet() {
    return settings.size() > 1;
  }

  /** When, by the system's clock, it told a time: never, once, or several times. */
  synchronized List<Instant> moments(Instant told) {
    return IntStream.range(0, settings.size())
        .filter(i -> {
          var moment = told.minus(settings.get(i).ahead());
          return !moment.isBefore(settings.get(i).since())
              && (i + 1 == settings.size() || !moment.isAfter(settings.get(i + 1).since()));
        })
        .mapToObj(i -> told.minus(settings.get(i).ahead()))
        .toList();
  }
}
