package org.samling.core.organisation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a branch is open: hours per weekday, and periods in which it is closed. Due dates fall on
 * the last second of a day on which it is open.
 *
 * @param hours the hours of each weekday; it is closed on missing days
 * @param closings the periods in which it is closed whatever the weekday
 */
public record BranchCalendar(Map<DayOfWeek, Hours> hours, List<Closing> closings) {

  /**
   * The most days by which a due date is moved to reach an open day; closures that last longer are
   * ignored.
   */
  public static final int MAX_SHIFT_DAYS = 366;

  /** The most closings of a branch. */
  public static final int MOST_CLOSINGS = 2_000;

  /** Copies the hours and closings. */
  public BranchCalendar {
    hours = Map.copyOf(hours);
    closings = List.copyOf(closings);
  }

  /** For a branch without known hours: every day counts as open. */
  public static final BranchCalendar ALWAYS_OPEN = new BranchCalendar(Map.of(), List.of());

  /**
   * The hours of one weekday.
   *
   * @param open when the doors open
   * @param close when they close
   * @param staffedFrom when staff come, or null on a day without staff
   * @param staffedUntil when they leave, or null on a day without staff
   */
  public record Hours(
      LocalTime open,
      LocalTime close,
      @Nullable LocalTime staffedFrom,
      @Nullable LocalTime staffedUntil) {

    /** Hours in which staff are there from a time on, or null for never. */
    public Hours(LocalTime open, LocalTime close, @Nullable LocalTime staffedFrom) {
      this(open, close, staffedFrom, null);
    }

    /** Whether opening and staffed hours both begin before they end. */
    public boolean isFit() {
      return open.isBefore(close)
          && (staffedFrom == null
              ? staffedUntil == null
              : staffedUntil != null && staffedFrom.isBefore(staffedUntil));
    }
  }

  /**
   * A period in which a branch is closed.
   *
   * @param from the first day
   * @param to the last day
   * @param reason why, for people
   */
  public record Closing(LocalDate from, LocalDate to, String reason) {
    boolean covers(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }

  /** Whether it is open at some time on this day. */
  public boolean isOpenOn(LocalDate day) {
    return (hours.isEmpty() || hours.containsKey(day.getDayOfWeek()))
        && closings.stream().noneMatch(c -> c.covers(day));
  }

  /**
   * The first open day from a day on; that day itself where there is none within {@link
   * #MAX_SHIFT_DAYS}.
   */
  public LocalDate nextOpenDay(LocalDate from) {
    return from.datesUntil(from.plusDays(MAX_SHIFT_DAYS))
        .filter(this::isOpenOn)
        .findFirst()
        .orElse(from);
  }

  /**
   * The first staffed day from a moment on; at a branch without staff, the first open one. The day
   * itself where there is none within {@link #MAX_SHIFT_DAYS}.
   *
   * @param from the day
   * @param time the time of that day; when staff have left by then it no longer counts
   */
  public LocalDate nextStaffedDay(LocalDate from, LocalTime time) {
    if (hours.values().stream().allMatch(h -> h.staffedUntil() == null)) {
      return nextOpenDay(from);
    }
    return from.datesUntil(from.plusDays(MAX_SHIFT_DAYS))
        .filter(this::isOpenOn)
        .filter(day -> isStaffed(day, day.equals(from) ? time : LocalTime.MIN))
        .findFirst()
        .orElse(from);
  }

  private boolean isStaffed(LocalDate day, LocalTime after) {
    var that = hours.get(day.getDayOfWeek());
    var until = that == null ? null : that.staffedUntil();
    return until != null && after.isBefore(until);
  }

  /**
   * The last second of a day, moved forward to the next open day.
   *
   * @param wanted the day
   * @param counts a further condition on the day
   * @param zone the zone of the branch
   */
  public Instant endOfOpenDay(LocalDate wanted, Predicate<LocalDate> counts, ZoneId zone) {
    var day = wanted;
    while (!isOpenOn(day) || !counts.test(day)) {
      day = day.plusDays(1);
      if (day.isAfter(wanted.plusDays(MAX_SHIFT_DAYS))) {
        day = wanted;
        break;
      }
    }
    return day.plusDays(1).atStartOfDay(zone).minusSeconds(1).toInstant();
  }
}
