package org.samling.console.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.organisation.BranchCalendar.Closing;

/**
 * What the page of a branch's calendar shows.
 *
 * @param branch the branch's code
 * @param year the year that is shown
 * @param months its days
 * @param closings the periods of that year in which it is closed, the earliest first
 * @param typed what was typed, or what holds, by the fields' names
 * @param problems what is wrong with what was typed, by the fields' names, in words
 * @param due what a due date on a day becomes that was asked about, or null
 */
public record CalendarPage(
    String branch,
    String name,
    int year,
    List<Month> months,
    List<Closing> closings,
    Map<String, String> typed,
    Map<String, String> problems,
    @Nullable Due due) {

  /** Copies what is given. */
  public CalendarPage {
    months = List.copyOf(months);
    closings = List.copyOf(closings);
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** What is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /** The days of the week. */
  public DayOfWeek[] weekdays() {
    return DayOfWeek.values();
  }

  /** The address of this page, behind the tenant's. */
  public String here() {
    return "/policy/calendars/" + Visit.encoded(branch);
  }

  /**
   * A month.
   *
   * @param first its first day
   * @param days what each of its days is
   */
  public record Month(LocalDate first, List<Kind> days) {

    /** Copies the list. */
    public Month {
      days = List.copyOf(days);
    }
  }

  /** What a day is. */
  public enum Kind {
    /** People can get in. */
    OPEN,
    /** It is closed on that day of the week. */
    USUALLY_CLOSED,
    /** It is closed on that very day. */
    CLOSED,
    /** Nothing falls due by a stop. */
    STOPPED
  }

  /**
   * What a due date becomes.
   *
   * @param asked the day on which something would be due
   * @param becomes the day on which it is
   */
  public record Due(LocalDate asked, LocalDate becomes) {}

  /**
   * A branch in the list of calendars.
   *
   * @param isOpen whether it is open today
   * @param next the next period in which it is closed, or null
   */
  public record Row(String code, String name, boolean isOpen, @Nullable Closing next) {}
}
