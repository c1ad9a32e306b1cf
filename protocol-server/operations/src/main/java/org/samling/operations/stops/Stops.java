package org.samling.operations.stops;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Validity;

/** What the operations on stops take and return. */
public final class Stops {

  /** The most characters of a code or a reason. */
  private static final int NAME = 200;

  private Stops() {}

  /**
   * A page of stops.
   *
   * @param stops the stops, newest first
   * @param next what the next page comes after
   */
  public record Listed(List<Stop> stops, @Means(Paging.NEXT) @Nullable String next) {}

  /** What a stop is on a day. */
  public enum State {
    /** It has begun, and has not ended. */
    NOW,
    /** It has not begun. */
    PLANNED,
    /** It has ended. */
    PAST,
    /** It was removed; the dates that it moved have still to be moved back. */
    REMOVED;

    static State of(Suspension stop, LocalDate day) {
      return switch (Validity.of(stop.from(), stop.until(), day)) {
        case NOW -> NOW;
        case PLANNED -> PLANNED;
        case PAST -> PAST;
      };
    }
  }

  /** A stop. */
  public record Stop(
      String code,
      LocalDate from,
      @Means("the last day") LocalDate until,
      @Means("their codes; empty for all") List<String> branches,
      List<Stopped> stops,
      String reason,
      @Means("who set it") String by,
      State state,
      @Means("whether it has still to move due dates") boolean waits) {

    static Stop of(Suspension stop, State state, boolean waits) {
      return new Stop(
          stop.code(),
          stop.from(),
          stop.until(),
          stop.branches().stream().sorted().toList(),
          stop.stops().stream().sorted().toList(),
          stop.reason(),
          stop.by(),
          state,
          waits);
    }
  }

  /** A stop that is to be set. */
  public record Wanted(
      @Means("a stop with the same code is changed") @Size(max = NAME) String code,
      @Means("the first day") LocalDate from,
      @Means("the last day") LocalDate until,
      @Means("their codes; default: all") @Size(max = 1_000) @Nullable List<@Size(max = 100) String> branches,
      @Means("what is suspended; default: all of it") @Size(max = 4) @Nullable List<Stopped> stops,
      @Means("for patrons and staff") @Size(max = NAME) String reason) {}

  /** Which stop. */
  public record WhichStop(@Means("the code of the stop") String stop) {}

  /** Which stop is ended, and when. */
  public record Ending(
      @Means("the code of the stop") String stop,
      @Means("the last day; default: today") @Nullable LocalDate on) {}
}
