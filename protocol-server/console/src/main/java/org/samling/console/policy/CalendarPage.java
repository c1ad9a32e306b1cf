package org.samling.console.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.organisation.BranchCalendar.Closing;

/**
 * The model of a branch's calendar.
 *
 * @param branch the branch code
 * @param year the year shown
 * @param closings its closed periods in that year, earliest first
 * @param typed the typed or current values by field name
 * @param problems what is wrong with the typed values, as texts for staff by field name
 * @param due the result of the due date check, or null
 */
public record CalendarPage(
    String branch,
    String name,
    int year,
    List<Month> months,
    List<Closing> closings,
    Map<String, String> typed,
    Map<String, String> problems,
    @Nullable DueDateCheck due) {

  /** Makes defensive copies. */
  public CalendarPage {
    months = List.copyOf(months);
    closings = List.copyOf(closings);
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns what is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /** Returns the days of the week. */
  public DayOfWeek[] weekdays() {
    return DayOfWeek.values();
  }

  /** Returns the path of this page, relative to the tenant's. */
  public String here() {
    return "/policy/calendars/" + Visit.encoded(branch);
  }

  /**
   * A month.
   *
   * @param first its first day
   * @param days the kinds of its days
   */
  public record Month(LocalDate first, List<Kind> days) {

    /** Copies the list. */
    public Month {
      days = List.copyOf(days);
    }
  }

  /** The kind of a day. */
  public enum Kind {
    /** The branch is open. */
    OPEN,
    /** Closed on that day of the week. */
    USUALLY_CLOSED,
    /** Closed on that date. */
    CLOSED,
    /** Nothing falls due because of a stop. */
    STOPPED
  }

  /**
   * The result of a due date check.
   *
   * @param asked the nominal due date
   * @param becomes the effective due date
   */
  public record DueDateCheck(LocalDate asked, LocalDate becomes) {}

  /**
   * A branch in the list of calendars.
   *
   * @param isOpen whether it is open today
   * @param next the next closed period, or null
   */
  public record Row(String code, String name, boolean isOpen, @Nullable Closing next) {}
}
