package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;

/** A command of a history: when it was asked, what was heard of it, and its answer. */
final class Exchange {

  final String name;
  final Command<?> command;
  private final List<Ask> asks = new ArrayList<>();
  private final List<Event> answers = new ArrayList<>();

  private static final class Ask {
    private final Instant at;
    private @Nullable Event heard;

    Ask(Instant at) {
      this.at = at;
    }
  }

  Exchange(String name, Command<?> command) {
    this.name = name;
    this.command = command;
  }

  void asked(Event.Invoke invoke) {
    assertThat(invoke.command()).as("asked again is the same").isEqualTo(command);
    asks.add(new Ask(invoke.at()));
  }

  void heard(Event event) {
    asks.getLast().heard = event;
    if (!(event instanceof Event.Unknown)) {
      answers.add(event);
    }
  }

  Outcome outcome() {
    return switch (answers.getFirst()) {
      case Event.Ok ok -> ok.outcome();
      case Event.Fail fail -> fail.outcome();
      case Event.Invoke _, Event.Unknown _ -> throw new IllegalStateException("no answer");
    };
  }

  Instant answeredAt() {
    return answers.getFirst().at();
  }

  boolean isRefused() {
    return outcome() instanceof Refusal;
  }

  boolean wasUnknown() {
    return asks.size() > 1;
  }

  /** Whether it was decided before it was asked for the last time. */
  boolean wasDecidedBefore(JumpingClock clock) {
    return decided(clock).isBefore(asks.getLast().at);
  }

  /** How long each time it took until something was heard, if something was. */
  Stream<Duration> waits() {
    return asks.stream()
        .filter(ask -> ask.heard != null)
        .map(ask -> Duration.between(ask.at, ask.heard.at()));
  }

  /**
   * When it was decided, by the system's clock: between being asked and being answered, and not
   * where that was denied.
   *
   * @param clock what its node may have gone by; other nodes go by the system's
   */
  Instant decided(JumpingClock clock) {
    var told = outcome().at();
    var earliest = earliest();
    return Stream.concat(Stream.of(told), clock.moments(told).stream())
        .filter(moment -> !moment.isBefore(earliest) && !moment.isAfter(answeredAt()))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "%s was answered at %s as decided at %s, which can't have been before %s: %s"
                    .formatted(name, answeredAt(), told, earliest, this)));
  }

  /** Before then it was not asked, or the store had said that nothing was done. */
  private Instant earliest() {
    var earliest = asks.getFirst().at;
    var mayBeUnderWay = false;
    for (var ask : asks) {
      // That nothing was begun is said of this time, and that nothing was done of all before, too.
      if (ask.heard instanceof Event.Unknown unknown
          && (unknown.kind() == StoreException.Kind.BUSY
              ? !mayBeUnderWay
              : unknown.kind() != StoreException.Kind.UNKNOWN)) {
        earliest = unknown.at();
        mayBeUnderWay = false;
      } else {
        mayBeUnderWay = true;
      }
    }
    return earliest;
  }

  /** Exactly one answer was heard. */
  void checkAnswered() {
    assertThat(answers).as(name).hasSize(1);
  }

  @Override
  public String toString() {
    return asks.stream().map(ask -> ask.at + " " + ask.heard).toList().toString();
  }
}
