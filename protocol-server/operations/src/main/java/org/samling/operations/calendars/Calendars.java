package org.samling.operations.calendars;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on calendars take and return. */
public final class Calendars {

  private Calendars() {}

  /**
   * A page of calendars.
   *
   * @param calendars the calendars, by the codes of their branches
   * @param next what the next page comes after
   */
  public record Listed(List<Calendar> calendars, @Means(Paging.NEXT) @Nullable String next) {}

  /** The opening hours of a branch. */
  public record Calendar(
      @Means("its code") String branch,
      String name,
      String agency,
      @Means("days left out are closed; without any, every day is open")
          Map<DayOfWeek, DayHours> hours) {

    static Calendar of(Branch branch) {
      var week = new EnumMap<DayOfWeek, DayHours>(DayOfWeek.class);
      branch.calendar().hours().forEach((day, hours) -> week.put(day, DayHours.of(hours)));
      return new Calendar(branch.code(), branch.name(), branch.agency(), week);
    }
  }

  /** The hours of a day. */
  public record DayHours(Hours open, @Nullable Hours staffed) {

    static DayHours of(BranchCalendar.Hours hours) {
      var from = hours.staffedFrom();
      var until = hours.staffedUntil();
      return new DayHours(
          new Hours(hours.open(), hours.close()),
          from == null || until == null ? null : new Hours(from, until));
    }

    BranchCalendar.Hours hours() {
      return new BranchCalendar.Hours(
          open.from(),
          open.until(),
          staffed == null ? null : staffed.from(),
          staffed == null ? null : staffed.until());
    }
  }

  /** When a branch is open. */
  public record WholeCalendar(@JsonUnwrapped Calendar calendar, List<Closing> closings) {

    static WholeCalendar of(Branch branch) {
      return new WholeCalendar(
          Calendar.of(branch),
          branch.calendar().closings().stream()
              .sorted(Comparator.comparing(BranchCalendar.Closing::from))
              .map(closing -> new Closing(closing.from(), closing.to(), closing.reason()))
              .toList());
    }
  }

  /** A period in which a branch is closed. */
  public record Closing(
      @Means("the first day") LocalDate from,
      @Means("the last day") LocalDate to,
      @Means("for patrons and staff to read") String reason) {}

  /** Which branch. */
  public record WhichBranch(@Means("its code") String branch) {}

  /** The hours that a branch is to have. */
  public record NewHours(
      @Means("its code") String branch,
      @Means("days left out are closed") Map<DayOfWeek, @Nullable DayHours> hours) {}

  /** The period in which a branch is to be closed. */
  public record NewClosing(
      @Means("its code") String branch,
      @Means("the first day") LocalDate from,
      @Means("the last day; default: the first") @Nullable LocalDate to,
      @Means("for patrons and staff to read") @Size(max = 200) String reason) {}

  /** Which period. */
  public record WhichClosing(
      @Means("the code of the branch") String branch, @Means("the first day") LocalDate from) {}
}
